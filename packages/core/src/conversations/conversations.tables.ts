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
}
