import type { Conversation } from '@craveva/contract/conversations'
import type { ListedConversation } from './operators.store.ts'

/** A conversation as the API tells it to those who work in the company. */
export const toConversation = (row: ListedConversation): Conversation => ({
  conversation_id: row.conversation_id,
  agent_id: row.agent_id,
  deployment_id: row.deployment_id,
  channel: row.channel,
  state: row.handling,
  assigned_to: row.assigned_to,
  operator_name: row.operator_name,
  handoff_reason: row.handoff_reason,
  waiting_since: row.waiting_since?.toISOString() ?? null,
  banned: row.banned_until !== null && row.banned_until.getTime() > Date.now(),
  last_message:
    row.last_role === null || row.last_at === null
      ? null
      : { role: row.last_role, text: row.last_text ?? '', created_at: row.last_at.toISOString() },
  message_count: row.message_count,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})
