import { fileURLToPath } from 'node:url'
import { answers } from '../answers.ts'
import { freePort } from '../free-port.ts'
import { spawnProgram } from '../spawn-program.ts'
import { poolSize, type Subject } from './subject.ts'

const program = fileURLToPath(new URL('./floor-server.ts', import.meta.url))

/** The floor, over the mock model at `modelUrl`. */
export const floor = (databaseUrl: string, modelUrl: string): Subject => ({
  async start() {
    const port = await freePort()
    const origin = `http://127.0.0.1:${port}`
    const env = { PORT: String(port), DATABASE_URL: databaseUrl, MODEL_ORIGIN: new URL(modelUrl).origin, POOL_SIZE: String(poolSize) }
    const { pid, stop } = await spawnProgram([program], env, () => answers(`${origin}/alive`))
    const target = { origin, path: '/chat', headers: {}, conversations: false, textMark: '"content":"Y', endMark: '"saved":true' }
    return { name: 'floor', pid, target, searching: target, stop }
  },
})
