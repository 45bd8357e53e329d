import { z } from 'zod'
import { done, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'
import { message } from './parts.ts'

/**
 * Who speaks in a conversation. `waiting`: a person is asked for, and until one comes nobody answers. `operator`: one person owns it, and the
 * agent is silent. `closed`: done; the visitor's next message gives it back to the agent.
 */
export const conversationState = z.enum(['agent', 'waiting', 'operator', 'closed'])
export type ConversationState = z.infer<typeof conversationState>

/** Why a person was asked for. */
export const handOffReason = z.enum(['request', 'agent', 'keyword', 'blocked_topic', 'claim', 'unknown', 'operator'])
export type HandOffReason = z.infer<typeof handOffReason>

/** The longest message or note of an operator, in UTF-16 units. */
export const maxReplyLength = 8000

const text = z.string().trim().min(1, 'Write something').max(maxReplyLength, `At most ${maxReplyLength} characters`)

export const conversation = z.object({
  conversation_id: id('conv'),
  agent_id: id('agent'),
  deployment_id: id('dep').nullable(),
  channel: z.string(),
  state: conversationState,
  assigned_to: id('user').nullable().meta({ description: 'The operator who owns it' }),
  operator_name: z.string().nullable(),
  handoff_reason: handOffReason.nullable(),
  waiting_since: time.nullable(),
  banned: z.boolean().meta({ description: 'Its visitor may not write any more' }),
  last_message: z.object({ role: z.string(), text: z.string(), created_at: time }).nullable(),
  message_count: z.number().int(),
  created_at: time,
  updated_at: time,
})
export type Conversation = z.infer<typeof conversation>

const note = z.object({ note_id: id('note'), author_name: z.string(), text: z.string(), created_at: time })

const filters = {
  state: conversationState.optional(),
  agent_id: id('agent').optional(),
  channel: z.string().max(60).optional(),
  assigned_to: z.string().max(100).optional().meta({ description: 'Id of a user, or `me`' }),
  conversation_id: id('conv').optional(),
  q: z.string().trim().min(1).max(200).optional().meta({ description: 'Words that were written in the conversation' }),
}

const changed = z.object({ conversation })

export const conversationsApi = {
  list: endpoint(operations.conversations.list, {
    query: z.strictObject({ ...paging, ...filters }),
    answer: z.object({ conversations: z.array(conversation), ...page }),
  }),
  export: endpoint(operations.conversations.export, {
    query: z.strictObject({ ...filters, format: z.enum(['json', 'csv', 'text']).default('json') }),
    answer: z.unknown(),
  }),
  get: endpoint(operations.conversations.get, {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(100),
      before: z.string().max(100).optional().meta({ description: 'Id of a message: those before it' }),
    }),
    answer: z.object({
      conversation,
      messages: z.array(message).meta({ description: 'Oldest first' }),
      notes: z.array(note).meta({ description: 'Internal; oldest first' }),
      running_execution_id: id('exec').nullable(),
    }),
  }),
  takeOver: endpoint(operations.conversations.takeOver, { answer: changed, errors: ['CONFLICT'] }),
  reply: endpoint(operations.conversations.reply, {
    body: z.strictObject({
      text,
      file_ids: z
        .array(id('file'))
        .max(10)
        .optional()
        .meta({ description: 'Uploaded before with one’s own credential, by POST /agents/:agent_id/files' }),
      client_message_id: z
        .string()
        .min(8)
        .max(64)
        .optional()
        .meta({ description: 'Chosen by the caller; sent again within the conversation it answers with the message that is there' }),
    }),
    answer: z.object({ message }),
    errors: ['CONFLICT'],
  }),
  note: endpoint(operations.conversations.note, { body: z.strictObject({ text }), answer: z.object({ note }) }),
  typing: endpoint(operations.conversations.typing, { answer: done, errors: ['CONFLICT'] }),
  assign: endpoint(operations.conversations.assign, {
    body: z.strictObject({ user_id: id('user').nullable().meta({ description: 'Null: nobody yet; it waits again' }) }),
    answer: changed,
    errors: ['CONFLICT'],
  }),
  handBack: endpoint(operations.conversations.handBack, { answer: changed, errors: ['CONFLICT'] }),
  close: endpoint(operations.conversations.close, { answer: changed, errors: ['CONFLICT'] }),
  ban: endpoint(operations.conversations.ban, {
    body: z.strictObject({
      reason: z.string().trim().max(500).default(''),
      days: z.int().min(1).max(3650).nullable().default(null).meta({ description: 'Null: for good' }),
      network: z
        .boolean()
        .default(false)
        .meta({ description: 'Also new conversations from the same network, in which others may live as well' }),
    }),
    answer: changed,
  }),
  unban: endpoint(operations.conversations.unban, { answer: changed }),
}
