import { maxReplyLength } from '@craveva/contract/conversations'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { insertNote } from './operators.store.ts'

interface AgentNote {
  readonly companyId: string
  readonly conversationId: string
  readonly agentId: string
  readonly text: string
  readonly now: number
}

/** Leaves what an agent says to its human colleagues among the notes of a conversation. */
export async function noteForOperators(db: Db, { companyId, conversationId, agentId, text, now }: AgentNote) {
  if (text.trim() === '') return
  await insertNote(db, {
    company_id: companyId,
    note_id: newId('note', now),
    conversation_id: conversationId,
    author_id: agentId,
    author_name: 'Agent',
    text: text.slice(0, maxReplyLength),
  })
}
