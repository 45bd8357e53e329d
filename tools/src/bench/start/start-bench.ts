import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@craveva/sdk/client'
import type { Bench, Figure } from '../bench.ts'
import { freePort } from '../free-port.ts'
import { startOurServer } from '../our-server.ts'
import { residentBytes } from '../process-stats.ts'
import { median } from '../statistics.ts'

/** The server as a newcomer starts it: embedded PostgreSQL, demo shop, `builtin` model. */
export const startBench: Bench = {
  name: 'start',
  summary: 'from the start to the first answer, with an empty data directory and again; idle memory',
  async run({ short, log }) {
    const first: number[] = []
    const again: number[] = []
    const idle: number[] = []
    for (let round = 0; round < (short ? 1 : 3); round++) {
      const dataDir = await mkdtemp(join(tmpdir(), 'craveva-start-'))
      try {
        log('starting with an empty data directory')
        first.push((await startOnce(dataDir, 0)).seconds)
        log('starting again')
        const second = await startOnce(dataDir, short ? 2000 : 5000)
        again.push(second.seconds)
        idle.push(second.idleBytes / 1024 / 1024)
      } finally {
        await rm(dataDir, { recursive: true, force: true })
      }
    }
    return [
      below('start to first answer, empty data directory', median(first), 10, 's'),
      below('start to first answer, again', median(again), 3, 's'),
      below('idle memory of Node', median(idle), 150, 'MiB'),
    ]
  },
}

/** Starts the server, waits for the demo agent's first answer, then leaves it idle for `idleMs` and stops it. */
async function startOnce(dataDir: string, idleMs: number) {
  const port = await freePort()
  const begin = performance.now()
  const { url, pid, stop } = await startOurServer([], { PORT: String(port), DATA_DIR: dataDir })
  try {
    const agentId = await demoAgent(url)
    const { response } = await createClient({ baseUrl: url }).chat.send({ agent_id: agentId, message: 'How long can I send things back?' })
    if (!response) throw new Error('The demo agent answered without a word')
    const seconds = (performance.now() - begin) / 1000
    await sleep(idleMs)
    return { seconds, idleBytes: await residentBytes(pid) }
  } finally {
    await stop()
  }
}

/** The agent whose widget the demo shop carries, once it does. */
async function demoAgent(url: string): Promise<string> {
  for (let tries = 0; tries < 3000; tries++) {
    const page = await fetch(`${url}/demo/`)
    const agentId = /widget\.js\?agent=(agent_\w+)/.exec(await page.text())?.[1]
    if (agentId) return agentId
    await sleep(20)
  }
  throw new Error('The demo shop has no agent after a minute')
}

const below = (name: string, value: number, limit: number, unit: string): Figure => ({
  name,
  goal: `below ${limit} ${unit}`,
  measured: `${value.toFixed(1)} ${unit}`,
  ok: value < limit,
  values: { value },
})
