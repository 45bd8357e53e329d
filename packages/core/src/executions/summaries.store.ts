import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { EarlierInShort } from '../engine/turn.ts'

export const findSummary = (db: Db, companyId: string, conversationId: string): Promise<EarlierInShort | undefined> =>
  db
    .selectFrom('conversation_summaries')
    .select(['text', 'last'])
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()

/** Does nothing when the conversation is gone. */
export const keepSummary = (db: Db, companyId: string, conversationId: string, { text, last }: EarlierInShort) =>
  sql`
    insert into conversation_summaries (company_id, conversation_id, text, last)
    select company_id, conversation_id, ${text}, ${last} from conversations where company_id = ${companyId} and conversation_id = ${conversationId}
    on conflict (company_id, conversation_id) do update set text = excluded.text, last = excluded.last, updated_at = now()`.execute(db)
