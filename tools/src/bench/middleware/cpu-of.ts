import { readdir, readFile } from 'node:fs/promises'
import { Client } from 'pg'

/** Milliseconds of CPU that a process, and the processes of PostgreSQL that work for it, have used so far. Linux only. */
export async function cpuOf(databaseUrl: string, pid: number, application: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity where application_name = $1', [application])
  await client.end()
  const each = await Promise.all([pid, ...rows.map(row => row.pid)].map(ofProcess))
  return each.reduce((sum, ms) => sum + ms, 0)
}

/** Of all its threads, as far as they still run. */
async function ofProcess(pid: number) {
  const threads = await readdir(`/proc/${pid}/task`)
  const each = await Promise.all(threads.map(thread => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')))
  return each.reduce((sum, text) => sum + Number(text.split(' ')[0]) / 1e6, 0)
}
