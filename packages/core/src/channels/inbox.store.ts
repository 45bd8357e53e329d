import type { StoredInboundEvent } from '@craveva/contract/adapters'
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

/** Stores an event with its address unless it is known, and sees to it that it is worked on. A row comes back for a new one. */
export const receiveStatement = ({ companyId, deploymentId, addressId, event, state, waitMs, pauseMinutes }: NewEvent) =>
  named('inbox receive')`
    with address as (
      insert into channel_addresses (company_id, address_id, deployment_id, address, profile)
      values (${companyId}, ${addressId}, ${deploymentId}, ${event.address}, ${JSON.stringify(profileOf(event))}::jsonb)
      on conflict (company_id, deployment_id, address) do update set profile = channel_addresses.profile || excluded.profile
      returning address_id
    ), event as (
      insert into inbox_events (company_id, deployment_id, event_id, address_id, body, state, pause_minutes)
      select ${companyId}, ${deploymentId}, ${event.event_id}, address_id, ${JSON.stringify(event)}::jsonb, ${state}, ${pauseMinutes} from address
      on conflict do nothing
      returning address_id
    ), work as (
      insert into inbox_work (address_id, company_id, due_at)
      select address_id, ${companyId}, now() + make_interval(secs => ${waitMs / 1000}) from event
      on conflict (address_id) do update set due_at = case when ${waitMs} = 0 then now()
        else least(excluded.due_at, inbox_work.first_at + make_interval(secs => ${(waitMs * 4) / 1000})) end
    )
    select address_id from event`

/** What an event tells of who wrote it. */
const profileOf = (event: StoredInboundEvent) => ('sender' in event ? event.sender : {})

export interface DueWork {
  readonly address_id: string
  readonly company_id: string
}

/** Takes addresses whose time has come; another server takes others. They fall due again unless they are done. */
export async function claimInboxWork(db: Db, limit: number, patienceSeconds: number): Promise<DueWork[]> {
  const { rows } = await sql<DueWork>`
    update inbox_work set due_at = now() + make_interval(secs => ${patienceSeconds})
    where address_id in (select address_id from inbox_work where due_at <= now() order by due_at limit ${limit} for update skip locked)
    returning address_id, company_id`.execute(db)
  return rows
}

export const postponeWork = (db: Db, addressId: string, seconds: number) =>
  sql`update inbox_work set due_at = now() + make_interval(secs => ${seconds}) where address_id = ${addressId}`.execute(db)

export const endWork = (db: Db, addressId: string) => db.deleteFrom('inbox_work').where('address_id', '=', addressId).execute()

/** Holds an address until the transaction ends: what arrives there meanwhile waits. */
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
    .forUpdate('channel_addresses')
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
