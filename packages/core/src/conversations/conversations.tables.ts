import type { ConversationState, HandOffReason } from '@craveva/contract/conversations'
import type { MessagePart } from '@craveva/contract/parts'
import type { ColumnType, Generated } from 'kysely'

export interface ConversationTables {
  conversations: {
    company_id: string
    conversation_id: string
    agent_id: string
    deployment_id: string | null
    channel: string
    visitor_token_hash: Buffer
    /** Sequence number of the newest message. */
    last_seq: Generated<number>
    handling: Generated<ConversationState>
    /** The user who owns the conversation while an operator does. */
    assigned_to: string | null
    operator_name: string | null
    handoff_reason: HandOffReason | null
    waiting_since: Date | null
    /** Tells the visitor's network from others, and not which it is. */
    network_mark: string | null
    /** In which its visitor is spoken to by us, as far as it is known: a BCP 47 tag. */
    language: string | null
    /** Until when its visitor may write no more. */
    banned_until: Date | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  messages: {
    company_id: string
    message_id: string
    conversation_id: string
    seq: number
    role: 'visitor' | 'agent' | 'operator' | 'system'
    parts: ColumnType<MessagePart[], string, string>
    execution_id: string | null
    author_name: string | null
    client_message_id: string | null
    created_at: Generated<Date>
  }
  /** What visitors think of a conversation: the last word counts. */
  ratings: {
    company_id: string
    conversation_id: string
    agent_id: string
    rating: 'good' | 'bad'
    reason: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  /** Files of visitors. Without a conversation as long as they were not sent with a message. */
  visitor_files: {
    company_id: string
    file_id: string
    agent_id: string
    conversation_id: string | null
    name: string
    media_type: string
    size: number
    content: Buffer
    created_at: Generated<Date>
  }
  /** What operators write for each other; no visitor sees it. */
  conversation_notes: {
    company_id: string
    note_id: string
    conversation_id: string
    author_id: string
    author_name: string
    text: string
    created_at: Generated<Date>
  }
  /** By the conversation in which the visitor was banned. */
  visitor_bans: {
    company_id: string
    conversation_id: string
    /** Whose conversations those are. */
    visitor_key: Buffer
    /** Null: others from the same network may write. */
    network_mark: string | null
    reason: string
    banned_by: string
    expires_at: Date
    created_at: Generated<Date>
  }
}
