import { type Insertable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ChannelTables } from '../channels.tables.ts'

type Row = Insertable<ChannelTables['address_codes']>

/** What a code opens, and where. */
export type CodePlace = Pick<Row, 'company_id' | 'deployment_id' | 'conversation_id' | 'about'>

export const insertCode = (db: Db, row: Row) => db.insertInto('address_codes').values(row).execute()

export const hasConversation = async (db: Db, companyId: string, conversationId: string) =>
  (await db
    .selectFrom('conversations')
    .select('conversation_id')
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()) !== undefined

export const deleteCodesBefore = (db: Db, companyId: string, time: Date) =>
  db.deleteFrom('address_codes').where('company_id', '=', companyId).where('expires_at', '<', time).execute()

/** One that is to be sent still, with the language of its conversation. */
export const findUnsentCode = (db: Db, companyId: string, codeId: string, at: Date) =>
  db
    .selectFrom('address_codes')
    .innerJoin('conversations', join =>
      join
        .onRef('conversations.company_id', '=', 'address_codes.company_id')
        .onRef('conversations.conversation_id', '=', 'address_codes.conversation_id'),
    )
    .selectAll('address_codes')
    .select('conversations.language')
    .where('address_codes.company_id', '=', companyId)
    .where('address_codes.code_id', '=', codeId)
    .where('address_codes.address', 'is not', null)
    .where('address_codes.expires_at', '>', at)
    .executeTakeFirst()

export const updateCode = (db: Db, companyId: string, codeId: string, change: Partial<Pick<Row, 'code_hash' | 'address' | 'used_at'>>) =>
  db.updateTable('address_codes').set(change).where('company_id', '=', companyId).where('code_id', '=', codeId).execute()

/** Counts a try of the newest code of a place, and locks it; nothing when it is used, too old, or was tried too often. */
export const tryCode = (db: Db, { company_id, deployment_id, conversation_id, about }: CodePlace, at: Date, most: number) =>
  db
    .updateTable('address_codes')
    .set({ tries: sql`tries + 1` })
    .where('company_id', '=', company_id)
    .where('code_id', '=', query =>
      query
        .selectFrom('address_codes')
        .select('code_id')
        .where('company_id', '=', company_id)
        .where('deployment_id', '=', deployment_id)
        .where('conversation_id', '=', conversation_id)
        .where('about', '=', about)
        .orderBy('code_id', 'desc')
        .limit(1),
    )
    .where('used_at', 'is', null)
    .where('expires_at', '>', at)
    .where('tries', '<', most)
    .returning(['code_id', 'code_hash'])
    .executeTakeFirst()
