import type { Insertable } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { named } from '../db/named-query.ts'
import type { ConversationTables } from './conversations.tables.ts'

export const insertFile = (db: Db, row: Insertable<ConversationTables['visitor_files']>) =>
  db.insertInto('visitor_files').values(row).execute()

/** What files a company keeps of its visitors, in bytes. */
export async function sumFiles(db: Db, companyId: string) {
  const { total } = await db
    .selectFrom('visitor_files')
    .select(sql<string>`coalesce(sum(size), 0)`.as('total'))
    .where('company_id', '=', companyId)
    .executeTakeFirstOrThrow()
  return Number(total)
}

/** Deletes files that were never sent. */
export const deleteUnsentFiles = (db: Db, companyId: string, before: Date) =>
  db
    .deleteFrom('visitor_files')
    .where('company_id', '=', companyId)
    .where('conversation_id', 'is', null)
    .where('created_at', '<', before)
    .execute()

/** Those of the files that were uploaded for this agent and not sent yet. */
export const findUnsentFiles = (db: Db, companyId: string, agentId: string, ids: readonly string[]) =>
  db
    .selectFrom('visitor_files')
    .select(['file_id', 'name', 'media_type', 'size'])
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .where('conversation_id', 'is', null)
    .where('file_id', 'in', [...ids])
    .execute()

/** Makes the files of a message part of its conversation; does nothing when the message was refused. */
export const attachStatement = (companyId: string, conversationId: string, messageId: string, ids: readonly string[]) =>
  named('files of message')`
    update visitor_files set conversation_id = ${conversationId}
    where company_id = ${companyId} and file_id = any(${[...ids]}) and conversation_id is null and exists (
      select from messages where company_id = ${companyId} and message_id = ${messageId} and conversation_id = ${conversationId})`

/** Makes files part of a conversation, in a transaction that goes on. */
export const attachFiles = (db: Db, companyId: string, conversationId: string, ids: readonly string[]) =>
  db
    .updateTable('visitor_files')
    .set({ conversation_id: conversationId })
    .where('company_id', '=', companyId)
    .where('file_id', 'in', [...ids])
    .where('conversation_id', 'is', null)
    .execute()

export const findFile = (db: Db, companyId: string, agentId: string, fileId: string) =>
  db
    .selectFrom('visitor_files')
    .select(['name', 'media_type', 'content'])
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .where('file_id', '=', fileId)
    .executeTakeFirst()

/** The same without regard to the agent. */
export const findFileOfCompany = (db: Db, companyId: string, fileId: string) =>
  db
    .selectFrom('visitor_files')
    .select(['name', 'media_type', 'content'])
    .where('company_id', '=', companyId)
    .where('file_id', '=', fileId)
    .executeTakeFirst()
