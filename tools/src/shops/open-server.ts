import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../bench/free-port.ts'
import { openTemporaryDatabase } from '../eval/temporary-database.ts'
import type { SyncServer } from './sync-shop.ts'

/** The server in a process of its own, over a database and a folder that go with it. */
export async function openServer(): Promise<SyncServer> {
  const database = await openTemporaryDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'craveva-shop-'))
  const file = fileURLToPath(new URL('server-child.ts', import.meta.url))
  const child = fork(file, [database.url, folder, String(await freePort())], {
    execArgv: ['--conditions=source', '--max-semi-space-size=2'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [url] = (await once(child, 'message')) as [string]
  return {
    apiUrl: `${url}/api/v1`,
    databaseUrl: database.url,
    pid: child.pid ?? 0,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
