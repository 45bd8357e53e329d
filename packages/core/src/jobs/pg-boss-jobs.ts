import { CompiledQuery } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Db } from '../db/database.ts'
import { appRole } from '../db/tenancy.ts'
import type { JobPayloads, Jobs } from './jobs.ts'

type Name = keyof JobPayloads

/** Seconds a job may last, how often it is tried, with pauses of at most how many seconds, and how many this server does at once. */
const settings: Record<Name, { expireInSeconds: number; retryLimit: number; retryDelayMax: number; atOnce: number }> = {
  'sources.ingest': { expireInSeconds: 1800, retryLimit: 5, retryDelayMax: 60, atOnce: 2 },
  'sources.sync': { expireInSeconds: 3600, retryLimit: 3, retryDelayMax: 300, atOnce: 2 },
  'retrieval.embed': { expireInSeconds: 3600, retryLimit: 10, retryDelayMax: 600, atOnce: 1 },
  'sources.probe': { expireInSeconds: 120, retryLimit: 3, retryDelayMax: 300, atOnce: 1 },
  'channels.holdings': { expireInSeconds: 120, retryLimit: 100, retryDelayMax: 300, atOnce: 1 },
  'channels.code': { expireInSeconds: 60, retryLimit: 5, retryDelayMax: 60, atOnce: 2 },
  'mail.send': { expireInSeconds: 120, retryLimit: 20, retryDelayMax: 1800, atOnce: 2 },
}

/**
 * Seconds without a sign of life of its server after which a job is begun again, long before its time is over: for jobs that may be done twice, as a
 * server that was away from the database may still be at it.
 */
const lifeSeconds: Partial<Record<Name, number>> = {
  'sources.ingest': 20,
  'sources.sync': 20,
  'retrieval.embed': 20,
  'channels.holdings': 20,
}

/** Jobs kept in PostgreSQL by pg-boss, in a schema of its own. */
export async function startPgBossJobs(url: string, log: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'jobs',
    max: 4,
    useListenNotify: true,
    schedule: false,
    // How often it looks for jobs whose server died. A look is due before it comes, or every other would find nothing due.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 5,
    application_name: 'craveva jobs',
  })
  boss.on('error', error => log.warn({ err: error }, 'jobs: a query failed'))
  await boss.start()
  const names = Object.keys(settings) as Name[]
  await letAppAddJobs(boss)
  for (const name of names) {
    const { expireInSeconds, retryLimit, retryDelayMax } = settings[name]
    await boss.createQueue(name, {
      notify: true,
      expireInSeconds,
      retryLimit,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax,
      deleteAfterSeconds: 3600,
    })
  }
  return {
    async add(db, name, payload, after) {
      const heartbeatSeconds = lifeSeconds[name]
      const options = { ...(after ? { startAfter: after } : {}), ...(heartbeatSeconds ? { heartbeatSeconds } : {}) }
      await boss.send(name, payload, { db: throughTransaction(db), ...options })
    },
    async work(name, handler) {
      for (let worker = 0; worker < settings[name].atOnce; worker++) await startWorker(boss, name, handler)
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000 }),
  }
}

/** A worker looks for the next job as soon as it is done with one: pg-boss itself would wait for its next look, two seconds later. */
async function startWorker<N extends Name>(
  boss: PgBoss,
  name: N,
  handler: (payload: JobPayloads[N], signal: AbortSignal) => Promise<void>,
) {
  let id: string | null = null
  const options = { batchSize: 1, pollingIntervalSeconds: 2 }
  id = await boss.work<JobPayloads[N]>(name, options, async jobs => {
    try {
      for (const job of jobs) await handler(job.data, job.signal)
    } finally {
      if (id) boss.notifyWorker(id)
    }
  })
}

/** Lets pg-boss work on a connection of ours, within its transaction. */
const throughTransaction = (db: Db) => ({
  executeSql: async (text: string, values: unknown[] = []) => ({
    rows: [...(await db.executeQuery(CompiledQuery.raw(text, values))).rows],
  }),
})

/** The API adds jobs as the role it works as, where there is one. */
async function letAppAddJobs(boss: PgBoss) {
  await boss.getDb().executeSql(`do $$ begin
    if exists (select from pg_roles where rolname = '${appRole}') then
      grant usage on schema jobs to ${appRole};
      grant select, insert, update on all tables in schema jobs to ${appRole};
    end if;
  exception when insufficient_privilege then null; end $$`)
}
