import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { cloneTestDatabase, type TestDatabase } from '@craveva/testing/test-database'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../db/open-database.ts'
import { waitFor } from '../testing/wait-for.ts'
import type { Jobs } from './jobs.ts'
import { startPgBossJobs } from './pg-boss-jobs.ts'

let database: TestDatabase
let jobs: Jobs

beforeAll(async () => {
  database = await cloneTestDatabase()
  jobs = await startPgBossJobs(database.url, pino({ level: 'silent' }))
})
afterAll(async () => {
  await jobs?.stop()
  await database?.drop()
})

test('long work goes on soon after the server is killed at it, and not while that lives', async () => {
  const pool = await openDatabase(database.url)
  await jobs.add(pool, 'channels.holdings', { company_id: 'cmp_1', order_id: 'order_1' })
  for (const name of ['sources.ingest', 'sources.sync', 'retrieval.embed'] as const) {
    await jobs.add(pool, name, { company_id: 'cmp_1', connection_id: 'conn_1' })
  }
  const { rows } = await sql`select heartbeat_seconds from jobs.job`.execute(pool)
  expect(rows).toEqual(Array.from({ length: 4 }, () => ({ heartbeat_seconds: 20 })))
  // The same with less patience.
  await sql`update jobs.job set heartbeat_seconds = 4`.execute(pool)
  await pool.destroy()
  const program = join(import.meta.dirname, 'testing/hold-job.ts')
  const other = spawn(process.execPath, ['--conditions=source', program, database.url], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [begun] = await once(createInterface({ input: other.stdout }), 'line')
  expect(begun).toBe('order_1')

  const done: string[] = []
  await jobs.work('channels.holdings', async ({ order_id }) => {
    done.push(order_id)
  })
  // A look at what died comes every ten seconds.
  await new Promise(resolve => setTimeout(resolve, 15_000))
  expect(done).toEqual([])
  other.kill('SIGKILL')
  await waitFor(() => done.length > 0, undefined, 40_000)
  expect(done).toEqual(['order_1'])
}, 120_000)
