import type { MessagePart } from '@craveva/contract/parts'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { ChannelTables } from './channels.tables.ts'

interface Place {
  readonly companyId: string
  readonly deploymentId: string
  readonly addressId: string
}

/** The answer that is about to be written; the database declares it ready when it is stored. */
export const announceAnswer = (
  db: Db,
  { companyId, deploymentId, addressId }: Place,
  turn: { conversationId: string; executionId: string; answerMessageId: string; replyTo: string | null },
) =>
  db
    .insertInto('channel_deliveries')
    .values({
      company_id: companyId,
      delivery_id: `dlv_${turn.answerMessageId.slice(4)}`,
      deployment_id: deploymentId,
      address_id: addressId,
      conversation_id: turn.conversationId,
      message_id: turn.answerMessageId,
      execution_id: turn.executionId,
      reply_to: turn.replyTo,
      state: 'writing',
    })
    .execute()

/** What is no message of the conversation, such as a greeting. */
export const announceParts = (db: Db, { companyId, deploymentId, addressId }: Place, parts: readonly MessagePart[]) =>
  db
    .insertInto('channel_deliveries')
    .values({
      company_id: companyId,
      delivery_id: newId('dlv'),
      deployment_id: deploymentId,
      address_id: addressId,
      parts: JSON.stringify(parts),
      state: 'ready',
    })
    .execute()

export const tellFeed = (db: Db, companyId: string, deploymentId: string) =>
  sql`select pg_notify('craveva_live', ${`feed ${companyId} ${deploymentId}`})`.execute(db)

/** Deliveries that are open and were changed at or after `cursor`, in order, and where the next reader goes on. */
export async function readFeed(db: Db, companyId: string, deploymentId: string, cursor: string | undefined, limit: number) {
  const { rows } = await sql<{ next: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as next`.execute(db)
  const open = await db
    .selectFrom('channel_deliveries')
    .innerJoin('channel_addresses', join =>
      join
        .onRef('channel_addresses.company_id', '=', 'channel_deliveries.company_id')
        .onRef('channel_addresses.address_id', '=', 'channel_deliveries.address_id'),
    )
    .leftJoin('messages', join =>
      join
        .onRef('messages.company_id', '=', 'channel_deliveries.company_id')
        .onRef('messages.message_id', '=', 'channel_deliveries.message_id'),
    )
    .selectAll('channel_deliveries')
    .select(['channel_addresses.address', 'messages.role', 'messages.parts as message_parts', 'messages.author_name'])
    .where('channel_deliveries.company_id', '=', companyId)
    .where('channel_deliveries.deployment_id', '=', deploymentId)
    .where('channel_deliveries.state', 'in', ['writing', 'ready'])
    .$if(cursor !== undefined, query => query.where(sql<boolean>`changed_in >= ${cursor}::xid8`))
    .orderBy('channel_deliveries.seq')
    .limit(limit)
    .execute()
  return { open, next: open.length < limit ? (rows[0]?.next ?? '0') : (cursor ?? '0') }
}

/** Events whose files have yet to be loaded, with those that are there already. */
export async function readWantedFiles(db: Db, companyId: string, deploymentId: string) {
  return db
    .selectFrom('inbox_events')
    .select(['event_id', 'body'])
    .select(
      sql<number[]>`array(select index from inbox_files where inbox_files.company_id = inbox_events.company_id
        and inbox_files.deployment_id = inbox_events.deployment_id and inbox_files.event_id = inbox_events.event_id)`.as('loaded'),
    )
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('state', '=', 'files')
    .orderBy('seq')
    .limit(100)
    .execute()
}

export interface Outcome {
  readonly state: ChannelTables['channel_deliveries']['state'] | null
  readonly messageIds: readonly string[]
  readonly reason: string | null
  readonly failed: boolean
}

/** Notes what became of a delivery; one that is over stays as it is. Gives its address. */
export const noteOutcome = (db: Db, companyId: string, deploymentId: string, deliveryId: string, outcome: Outcome) =>
  db
    .updateTable('channel_deliveries')
    .set({
      ...(outcome.state ? { state: outcome.state } : {}),
      ...(outcome.messageIds.length > 0 ? { message_ids: [...outcome.messageIds] } : {}),
      ...(outcome.failed ? { attempts: sql`attempts + 1` } : {}),
      reason: outcome.reason,
    })
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('delivery_id', '=', deliveryId)
    .where('state', 'in', ['writing', 'ready'])
    .returning('address_id')
    .executeTakeFirst()

/** What is known of a delivery, over or not. */
export const findDelivery = (db: Db, companyId: string, deploymentId: string, deliveryId: string) =>
  db
    .selectFrom('channel_deliveries')
    .select(['delivery_id', 'state', 'attempts'])
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('delivery_id', '=', deliveryId)
    .executeTakeFirst()

/** Notes that a message reached the visitor by another way than ours. */
export const deliveredElsewhere = (db: Db, companyId: string, messageId: string, platformMessageId: string) =>
  db
    .updateTable('channel_deliveries')
    .set({ state: 'delivered', message_ids: [platformMessageId] })
    .where('company_id', '=', companyId)
    .where('message_id', '=', messageId)
    .execute()

/** The message that a turn writes, where it is delivered over this deployment. */
export const findTurn = (db: Db, companyId: string, deploymentId: string, executionId: string) =>
  db
    .selectFrom('channel_deliveries')
    .select('message_id')
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('execution_id', '=', executionId)
    .executeTakeFirst()

/** Gives up all that waits for an address. */
export const failAllOf = (db: Db, companyId: string, addressId: string, reason: string) =>
  db
    .updateTable('channel_deliveries')
    .set({ state: 'failed', reason })
    .where('company_id', '=', companyId)
    .where('address_id', '=', addressId)
    .where('state', 'in', ['writing', 'ready'])
    .execute()

/** Whether a message of an address is one that we sent: by its id, or by its text where a crash kept the id from us. */
export async function isOurs(db: Db, companyId: string, addressId: string, messageId: string, text: string) {
  const { rows } = await sql<{ ours: boolean }>`
    select exists (
      select from channel_deliveries delivery
      left join messages on messages.company_id = delivery.company_id and messages.message_id = delivery.message_id
      where delivery.company_id = ${companyId} and delivery.address_id = ${addressId} and delivery.created_at > now() - interval '2 days'
        and (${messageId} = any(delivery.message_ids) or (cardinality(delivery.message_ids) = 0 and ${text} <> '' and exists (
          select from jsonb_array_elements(coalesce(messages.parts, delivery.parts)) part
          where part ->> 'type' = 'text' and strpos(part ->> 'text', ${text}) > 0)))) as ours`.execute(db)
  return rows[0]?.ours ?? false
}

const ranks = ['sent', 'delivered', 'read', 'failed']

/** Notes what the platform tells of a message we sent; states only move forward. */
export const noteReceipt = (
  db: Db,
  companyId: string,
  receipt: { of: string; at: string; deploymentId: string; state: string; reason: string | null },
) =>
  sql`
    update channel_deliveries set receipt = ${receipt.state}, reason = coalesce(${receipt.reason}, reason)
    where company_id = ${companyId} and ${receipt.of} = any(message_ids) and created_at > now() - interval '7 days' and address_id = (
        select address_id from channel_addresses
        where company_id = ${companyId} and deployment_id = ${receipt.deploymentId} and address = ${receipt.at})
      and coalesce(array_position(${ranks}::text[], receipt), 0) < array_position(${ranks}::text[], ${receipt.state})`.execute(db)
