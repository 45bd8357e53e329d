import type { DeliveryStatus } from '@craveva/contract/webhooks'
import { type Insertable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { WebhookTables } from './webhooks.tables.ts'

/** Begins the deliveries of an event to every webhook that listens to its kind. Does nothing for those that have it. */
export const fanOut = (db: Db, companyId: string, { event_id, type }: { event_id: string; type: string }) =>
  sql`with listening as (
      select webhook_id from webhooks where company_id = ${companyId} and status = 'active' and ${type} = any(events)
    ), begun as (
      insert into webhook_deliveries (company_id, webhook_id, event_id)
      select ${companyId}, webhook_id, ${event_id} from listening on conflict do nothing returning webhook_id
    )
    insert into webhook_queue (webhook_id, event_id, company_id) select webhook_id, ${event_id}, ${companyId} from begun
    on conflict do nothing`.execute(db)

/** Begins the delivery of one event to one webhook. */
export async function insertDelivery(db: Db, companyId: string, webhookId: string, eventId: string) {
  await db.insertInto('webhook_deliveries').values({ company_id: companyId, webhook_id: webhookId, event_id: eventId }).execute()
  await db.insertInto('webhook_queue').values({ company_id: companyId, webhook_id: webhookId, event_id: eventId }).execute()
}

const withEvents = (db: Db, companyId: string, webhookId: string) =>
  db
    .selectFrom('webhook_deliveries as delivery')
    .innerJoin('events as event', join =>
      join.onRef('event.company_id', '=', 'delivery.company_id').onRef('event.event_id', '=', 'delivery.event_id'),
    )
    .where('delivery.company_id', '=', companyId)
    .where('delivery.webhook_id', '=', webhookId)

export const findDelivery = (db: Db, companyId: string, webhookId: string, eventId: string) =>
  withEvents(db, companyId, webhookId)
    .selectAll('delivery')
    .select(['event.type', 'event.data', 'event.created_at as happened_at'])
    .where('delivery.event_id', '=', eventId)
    .executeTakeFirst()

export async function listDeliveries(
  db: Db,
  companyId: string,
  webhookId: string,
  { status, ...request }: PageRequest & { status?: DeliveryStatus | undefined },
) {
  const all = withEvents(db, companyId, webhookId).$if(status !== undefined, query =>
    query.where('delivery.status', '=', status ?? 'pending'),
  )
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('delivery.event_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll('delivery')
    .select('event.type')
    .orderBy('delivery.event_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.event_id)
}

export const listAttempts = (db: Db, companyId: string, webhookId: string, eventId: string) =>
  db
    .selectFrom('webhook_attempts')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('webhook_id', '=', webhookId)
    .where('event_id', '=', eventId)
    .orderBy('attempt', 'desc')
    .limit(50)
    .execute()

/** Queues deliveries anew, with all their attempts before them; those waiting are due at once. Tells how many there are. */
export async function queueAgain(db: Db, companyId: string, webhookId: string, which: { eventId: string } | DeliveryRange) {
  const wanted =
    'eventId' in which
      ? sql`event_id = ${which.eventId}`
      : sql`status = ${which.status} and created_at >= ${which.since} and created_at < ${which.until}`
  const { numAffectedRows } = await sql`
    with again as (
      update webhook_deliveries set status = 'pending', next_attempt_at = now()
      where company_id = ${companyId} and webhook_id = ${webhookId} and ${wanted} returning event_id
    )
    insert into webhook_queue (webhook_id, event_id, company_id) select ${webhookId}, event_id, ${companyId} from again
    on conflict (webhook_id, event_id) do update set tries = 0, due_at = case when webhook_queue.in_flight then webhook_queue.due_at else now() end`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0)
}

export interface DeliveryRange {
  readonly since: Date
  readonly until: Date
  readonly status: DeliveryStatus
}

export const insertAttempt = (db: Db, row: Insertable<WebhookTables['webhook_attempts']>) =>
  db.insertInto('webhook_attempts').values(row).execute()

/** Counts an attempt, and says how the delivery stands after it; `nextInSeconds` is null when there is none. Gives the attempt's number. */
export async function recordAttempt(
  db: Db,
  companyId: string,
  { webhook_id, event_id }: QueuedDelivery,
  outcome: { status: DeliveryStatus; statusCode: number | null; nextInSeconds: number | null },
) {
  const delivery = await db
    .updateTable('webhook_deliveries')
    .set(eb => ({
      status: outcome.status,
      attempts: eb('attempts', '+', 1),
      last_status_code: outcome.statusCode,
      next_attempt_at: outcome.nextInSeconds === null ? null : sql<Date>`now() + make_interval(secs => ${outcome.nextInSeconds})`,
    }))
    .where('company_id', '=', companyId)
    .where('webhook_id', '=', webhook_id)
    .where('event_id', '=', event_id)
    .returning('attempts')
    .executeTakeFirst()
  return delivery?.attempts ?? null
}

/** Everything on its way to a webhook has failed. */
export async function failPending(db: Db, companyId: string, webhookId: string) {
  await db
    .updateTable('webhook_deliveries')
    .set({ status: 'failed', next_attempt_at: null })
    .where('company_id', '=', companyId)
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'pending')
    .execute()
  await db.deleteFrom('webhook_queue').where('company_id', '=', companyId).where('webhook_id', '=', webhookId).execute()
}

export interface QueuedDelivery {
  readonly company_id: string
  readonly webhook_id: string
  readonly event_id: string
  readonly tries: number
  /** Whether the receiver let the last attempt wait. */
  readonly slow: boolean
}
