import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** Seconds after which an event whose passing on was not finished is tried again; times the number of tries. */
const patience = 30

/** Stores an event if a webhook of the company listens to its kind. The database adds it to the outbox. */
export const insertEventIfHeard = (db: Db, companyId: string, event: { id: string; type: string; data: object }) =>
  sql`insert into events (company_id, event_id, type, data)
    select ${companyId}, ${event.id}, ${event.type}, ${JSON.stringify(event.data)}::jsonb
    where exists (select from webhooks where company_id = ${companyId} and status = 'active' and ${event.type} = any(events))
    on conflict do nothing`.execute(db)

/** Stores an event whoever listens. */
export const insertEvent = (db: Db, companyId: string, event: { id: string; type: string; data: object }) =>
  db
    .insertInto('events')
    .values({ company_id: companyId, event_id: event.id, type: event.type, data: JSON.stringify(event.data) })
    .execute()

export interface OutboxEntry {
  readonly company_id: string
  readonly event_id: string
  readonly tries: number
}

/** Takes entries that are due, oldest first; another server takes others. They fall due again unless they are removed. */
export async function claimOutbox(db: Db, limit: number): Promise<OutboxEntry[]> {
  const { rows } = await sql<OutboxEntry>`
    update outbox set tries = tries + 1, due_at = now() + make_interval(secs => ${patience} * (tries + 1))
    where event_id in (select event_id from outbox where due_at <= now() order by due_at limit ${limit} for update skip locked)
    returning company_id, event_id, tries`.execute(db)
  return rows
}

export const removeFromOutbox = (db: Db, eventId: string) => db.deleteFrom('outbox').where('event_id', '=', eventId).execute()

export const findEvent = (db: Db, companyId: string, eventId: string) =>
  db.selectFrom('events').selectAll().where('company_id', '=', companyId).where('event_id', '=', eventId).executeTakeFirst()

/** Forgets some of the company's events from before `id`, in the order of ids, which begin with the time. */
export const deleteEventsBefore = (db: Db, companyId: string, id: string, limit: number) =>
  sql`delete from events where company_id = ${companyId} and event_id in (
    select event_id from events where company_id = ${companyId} and event_id < ${id} order by event_id limit ${limit})`.execute(db)
