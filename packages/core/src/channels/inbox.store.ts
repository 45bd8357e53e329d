import type { StoredInboundEvent } from '@craveva/contract/inbound-events'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { named } from '../db/named-query.ts'

export interface NewEvent {
  readonly companyId: string
  readonly deploymentId: string
  readonly addressId: string
  readonly event: StoredInboundEvent
  readonly state: 'files' | 'waiting'
  /** Milliseconds until it is worked on; something that follows within this time postpones it, four times that at most. */
  readonly waitMs: number
  readonly pauseMinutes: number
}

/**
 * Stores an event with its address unless it is known, and sees to it that it is worked on. A row comes back for a new one. It waits for nobody who
 * works on the address, and writes nothing for what is known: platforms tell much again, and want an answer soon.
 */
export function receiveStatement({ companyId, deploymentId, addressId, event, state, waitMs, pauseMinutes }: NewEvent) {
  const profile = JSON.stringify(profileOf(event))
  return named('inbox receive')`
    with known as (
      select from inbox_events where company_id = ${companyId} and deployment_id = ${deploymentId} and event_id = ${event.event_id}
    ), place as (
      select address_id, profile from channel_addresses
      where company_id = ${companyId} and deployment_id = ${deploymentId} and address = ${event.address} and not exists (select from known)
    ), told as (
      update channel_addresses set profile = channel_addresses.profile || ${profile}::jsonb
      where company_id = ${companyId} and address_id = (select address_id from place where not profile @> ${profile}::jsonb)
    ), fresh as (
      insert into channel_addresses (company_id, address_id, deployment_id, address, profile)
      select ${companyId}, ${addressId}, ${deploymentId}, ${event.address}, ${profile}::jsonb
      where not exists (select from place) and not exists (select from known)
      on conflict (company_id, deployment_id, address) do update set profile = channel_addresses.profile || excluded.profile
      returning address_id
    ), event as (
      insert into inbox_events (company_id, deployment_id, event_id, address_id, body, state, pause_minutes)
      select ${companyId}, ${deploymentId}, ${event.event_id}, address_id, ${JSON.stringify(event)}::jsonb, ${state}, ${pauseMinutes}
      from (select address_id from place union all select address_id from fresh) as here
      on conflict do nothing
      returning address_id
    ), work as (
      insert into inbox_work (address_id, company_id, due_at)
      select address_id, ${companyId}, now() + make_interval(secs => ${waitMs / 1000}) from event
      on conflict (address_id) do update set wakes = inbox_work.wakes + 1, due_at = case when ${waitMs} = 0 then now()
        else least(excluded.due_at, inbox_work.first_at + make_interval(secs => ${(waitMs * 4) / 1000})) end
    )
    select address_id from event`
}

/** What an event tells of who wrote it. */
const profileOf = (event: StoredInboundEvent) => ('sender' in event ? event.sender : {})

export interface DueWork {
  readonly address_id: string
  readonly company_id: string
  readonly wakes: number
}

/** Takes addresses whose time has come; another server takes others. They fall due again unless they are done. */
export async function claimInboxWork(db: Db, limit: number, patienceSeconds: number): Promise<DueWork[]> {
  const { rows } = await sql<DueWork>`
    update inbox_work set due_at = now() + make_interval(secs => ${patienceSeconds})
    where address_id in (select address_id from inbox_work where due_at <= now() order by due_at limit ${limit} for update skip locked)
    returning address_id, company_id, wakes`.execute(db)
  return rows
}

/** Looks again in some seconds, or when it is woken; at once if it was woken since it was claimed. */
export const postponeWork = (db: Db, { address_id, wakes }: DueWork, seconds: number) =>
  sql`update inbox_work set due_at = now() + make_interval(secs => ${seconds}) where address_id = ${address_id} and wakes = ${wakes}`.execute(
    db,
  )

/** There is something new to work on, at once. */
export const wakeWork = (db: Db, addressId: string) =>
  sql`update inbox_work set due_at = now(), wakes = wakes + 1 where address_id = ${addressId}`.execute(db)

/** Nothing is left, unless it was woken since it was claimed. */
export const endWork = (db: Db, { address_id, wakes }: DueWork) =>
  db.deleteFrom('inbox_work').where('address_id', '=', address_id).where('wakes', '=', wakes).execute()

/** Holds an address until the transaction ends: nobody else works on it. What arrives there meanwhile is stored all the same. */
export const lockAddress = (db: Db, companyId: string, addressId: string) =>
  db
    .selectFrom('channel_addresses')
    .innerJoin('deployments', join =>
      join
        .onRef('deployments.company_id', '=', 'channel_addresses.company_id')
        .onRef('deployments.deployment_id', '=', 'channel_addresses.deployment_id'),
    )
    .selectAll('channel_addresses')
    .select(['deployments.agent_id', 'deployments.platform', 'deployments.status as deployment_status'])
    .where('channel_addresses.company_id', '=', companyId)
    .where('channel_addresses.address_id', '=', addressId)
    .forNoKeyUpdate('channel_addresses')
    .executeTakeFirst()

/** Events of an address that wait, in the order in which they arrived. */
export const readWaiting = (db: Db, companyId: string, addressId: string, limit: number) =>
  db
    .selectFrom('inbox_events')
    .select(['event_id', 'deployment_id', 'seq', 'body', 'state', 'pause_minutes'])
    .select(sql<boolean>`received_at < now() - interval '60 seconds'`.as('is_overdue'))
    .where('company_id', '=', companyId)
    .where('address_id', '=', addressId)
    .where('state', '<>', 'done')
    .orderBy('seq')
    .limit(limit)
    .execute()

/** What is done with needs to be known by its id alone. */
export const finishEvents = (db: Db, companyId: string, deploymentId: string, eventIds: readonly string[]) =>
  db
    .updateTable('inbox_events')
    .set({ state: 'done', body: null })
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('event_id', 'in', [...eventIds])
    .execute()

export const readEventFiles = (db: Db, companyId: string, deploymentId: string, eventIds: readonly string[]) =>
  db
    .selectFrom('inbox_files')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('event_id', 'in', [...eventIds])
    .orderBy('index')
    .execute()

/** Forgets ids of events that no platform delivers again. */
export const forgetOldInbox = (db: Db, companyId: string) =>
  sql`
    delete from inbox_events where company_id = ${companyId} and (deployment_id, event_id) in (
      select deployment_id, event_id from inbox_events
      where company_id = ${companyId} and state = 'done' and received_at < now() - interval '14 days' limit 200)`.execute(db)
