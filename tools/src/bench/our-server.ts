import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { answers } from './answers.ts'
import { type Program, spawnProgram } from './spawn-program.ts'

const program = fileURLToPath(new URL('../../../packages/server/dist/main.js', import.meta.url))

/** That of all servers of this run, as several on one database need the same one. */
const encryptionKey = randomBytes(32).toString('base64')

/** The built server in a process of its own, ready to answer. `env` must name its `PORT`. */
export async function startOurServer(
  args: readonly string[],
  env: { readonly PORT: string; readonly [name: string]: string },
): Promise<Program & { url: string }> {
  if (!existsSync(program)) throw new Error('The server is not built. Run it as: npm run bench')
  const url = `http://127.0.0.1:${env.PORT}`
  return {
    ...(await spawnProgram([program, ...args], { ...(env.DATABASE_URL && { ENCRYPTION_KEY: encryptionKey }), ...env }, () =>
      answers(`${url}/api/v1/health`),
    )),
    url,
  }
}
