import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { type QueueState, readQueues } from './queues.store.ts'

/** Milliseconds within which a healthy database answers. */
const patience = 2000

export interface Probe {
  /** Null when the database did not answer in time. */
  readonly latencyMs: number | null
  /** Null when that could not be told. */
  readonly queue: QueueState | null
}

/** Asks the database how it is. */
export async function probe(pool: Db): Promise<Probe> {
  const startedAt = performance.now()
  const answered = await inTime(sql`select 1`.execute(pool))
  const latencyMs = answered ? Math.round((performance.now() - startedAt) * 10) / 10 : null
  const queue = answered ? await inTime(readQueues(pool)) : null
  return { latencyMs, queue }
}

/** What a promise gives, null when it fails or takes too long. */
const inTime = <T>(promise: Promise<T>): Promise<T | null> =>
  Promise.race([promise.catch(() => null), new Promise<null>(resolve => setTimeout(() => resolve(null), patience).unref())])
