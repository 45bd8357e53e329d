import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { QueuedDelivery } from './deliveries.store.ts'

/** How many deliveries may be in flight, on all servers together; roughly, as servers do not wait for each other. */
const perWebhook = 4
/** The same for one whose receiver let the last attempt wait: if many hang, they must not take all the places of a server. */
const perSlowWebhook = 1
const perCompany = 16

/** Seconds after which a delivery in flight counts as lost with its server. */
const lostAfter = 60

/**
 * Takes up to `limit` deliveries that are due, the oldest of each webhook first: a webhook with ten thousand waiting gets no more of them
 * taken than one with a few. They fall due again unless they are settled.
 */
export async function claimDeliveries(db: Db, limit: number): Promise<QueuedDelivery[]> {
  const { rows } = await sql<QueuedDelivery>`
    with recursive lanes as (
      (select company_id, webhook_id from webhook_queue order by webhook_id limit 1)
      union all
      select next.company_id, next.webhook_id from lanes cross join lateral (
        select company_id, webhook_id from webhook_queue where webhook_id > lanes.webhook_id order by webhook_id limit 1
      ) next
    ), due as materialized (
      select lanes.company_id, lanes.webhook_id, first.event_id, first.due_at from lanes cross join lateral (
        select event_id, due_at from webhook_queue queued
        where queued.webhook_id = lanes.webhook_id and due_at <= now()
        order by due_at
        limit greatest(0, case when exists (select from slow_webhooks slow where slow.webhook_id = lanes.webhook_id) then ${perSlowWebhook}::integer
          else ${perWebhook}::integer end - (
          select count(*) from webhook_queue busy
          where busy.company_id = lanes.company_id and busy.webhook_id = lanes.webhook_id and in_flight and due_at > now()))
        for update skip locked
      ) first
    ), placed as (
      select *, row_number() over (partition by company_id order by due_at) + (
        select count(*) from webhook_queue busy where busy.company_id = due.company_id and in_flight and due_at > now()) as place
      from due
    ), chosen as (
      select webhook_id, event_id from placed where place <= ${perCompany} order by place, due_at limit ${limit}
    )
    update webhook_queue queued
    set in_flight = true, tries = tries + 1, due_at = now() + make_interval(secs => ${lostAfter})
    from chosen where queued.webhook_id = chosen.webhook_id and queued.event_id = chosen.event_id
    returning queued.company_id, queued.webhook_id, queued.event_id, queued.tries,
      exists (select from slow_webhooks slow where slow.webhook_id = queued.webhook_id) as slow`.execute(db)
  return rows
}

/** Notes that a receiver let an attempt wait, or no longer does. */
export async function noteSlowness(db: Db, { webhook_id, company_id, slow }: QueuedDelivery, waited: boolean) {
  if (waited === slow) return
  if (!waited) await db.deleteFrom('slow_webhooks').where('webhook_id', '=', webhook_id).execute()
  else
    await db
      .insertInto('slow_webhooks')
      .values({ webhook_id, company_id })
      .onConflict(conflict => conflict.doNothing())
      .execute()
}

/** Takes a delivery out of the queue. */
export const dequeue = (db: Db, { webhook_id, event_id }: QueuedDelivery) =>
  db.deleteFrom('webhook_queue').where('webhook_id', '=', webhook_id).where('event_id', '=', event_id).execute()

/** Puts a delivery in flight back until its next attempt. */
export const postpone = (db: Db, { webhook_id, event_id, tries }: QueuedDelivery, seconds: number) =>
  db
    .updateTable('webhook_queue')
    .set({ in_flight: false, tries, due_at: sql<Date>`now() + make_interval(secs => ${seconds})` })
    .where('webhook_id', '=', webhook_id)
    .where('event_id', '=', event_id)
    .execute()
