import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

export interface QueueState {
  /** Jobs and events that are due and not taken yet. */
  readonly waiting: number
  /** Seconds that the oldest of them has been due; 0 when there is none. */
  readonly oldest_seconds: number
}

/** How much work waits, of all companies together: jobs, events to be passed on, deliveries to webhooks. */
export async function readQueues(db: Db): Promise<QueueState> {
  const { rows } = await sql<QueueState>`
    select count(*)::int as waiting, coalesce(greatest(0, extract(epoch from now() - min(due))), 0)::float8 as oldest_seconds from (
      select start_after as due from jobs.job where state in ('created', 'retry') and start_after <= now()
      union all select due_at from outbox where due_at <= now()
      union all select due_at from webhook_queue where due_at <= now() and not in_flight
    ) as queued`.execute(db)
  return rows[0] ?? { waiting: 0, oldest_seconds: 0 }
}
