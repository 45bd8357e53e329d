import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../bench/free-port.ts'
import { spawnProgram } from '../../bench/spawn-program.ts'

/** A server that does nothing but answer, in a process of its own. */
const program = `require('node:http').createServer((request, response) => request.resume().on('end', () => response.end())).listen(
  Number(process.env.PORT), '127.0.0.1', () => console.log('ready'))`

const everyMs = 25

/** How long the machine takes for an answer that needs nothing, while something else is measured: what no server could go below just then. */
export async function startFloor() {
  const port = await freePort()
  const server = await spawnProgram(['-e', program], { PORT: String(port) }, output => output.includes('ready'))
  const waits: number[] = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const began = performance.now()
      await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' }).then(answer => answer.text())
      waits.push(performance.now() - began)
      await sleep(everyMs)
    }
  })()
  return {
    waits,
    async stop() {
      isOver = true
      await asking
      await server.stop()
    },
  }
}
