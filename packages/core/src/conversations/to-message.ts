import type { Message } from '@craveva/contract/parts'
import type { Selectable } from 'kysely'
import type { ConversationTables } from './conversations.tables.ts'

/** A message as the API tells it. */
export const toMessage = ({
  message_id,
  role,
  parts,
  created_at,
  execution_id,
  author_name,
}: Selectable<ConversationTables['messages']>): Message => ({
  message_id,
  role,
  parts,
  created_at: created_at.toISOString(),
  execution_id,
  author_name,
})
