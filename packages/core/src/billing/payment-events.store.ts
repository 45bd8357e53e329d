import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

export interface StoredEvent {
  readonly event_id: string
  readonly reference: string
  readonly tries: number
}

/** Keeps an event; nothing happens to one that is known. */
export const insertPaymentEvent = (db: Db, row: { provider: string; event_id: string; kind: string; reference: string }) =>
  db
    .insertInto('payment_events')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .execute()

/** Takes events that are due, oldest first; another server takes others. They fall due again, later each time, unless they are done. */
export async function claimPaymentEvents(db: Db, provider: string, limit: number): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    update payment_events set tries = tries + 1, due_at = now() + make_interval(secs => least(21600, 30 * 2 ^ tries))
    where (provider, event_id) in (
      select provider, event_id from payment_events where provider = ${provider} and done_at is null and due_at <= now()
      order by due_at limit ${limit} for update skip locked)
    returning event_id, reference, tries`.execute(db)
  return rows
}

/** Notes that events are done, and forgets those that were long ago. */
export async function endPaymentEvent(db: Db, provider: string, eventId: string) {
  await sql`update payment_events set done_at = now() where provider = ${provider} and event_id = ${eventId}`.execute(db)
  await sql`delete from payment_events where (provider, event_id) in (
    select provider, event_id from payment_events where done_at < now() - interval '90 days' limit 10)`.execute(db)
}
