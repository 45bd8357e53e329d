import { z } from 'zod'
import { agentConfig } from './agents.ts'
import { done, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { maxInputLength } from './executions.ts'
import { operations } from './operations.ts'
import { citation, filePart, finishReason, handoffPart, message } from './parts.ts'

/** Header with which a visitor proves that a conversation is theirs. */
export const visitorTokenHeader = 'X-Visitor-Token'

/** Header with a JWT of the merchant's server that says who the visitor is. */
export const visitorIdentityHeader = 'X-Visitor-Identity'

/** The largest file that a visitor can send, in bytes. */
export const maxVisitorFileBytes = 5_000_000

const sendBody = z.strictObject({
  message: z.string().trim().min(1, 'Write a message').max(maxInputLength, `A message has at most ${maxInputLength} characters`),
  conversation_id: id('conv').optional(),
  client_message_id: z
    .string()
    .min(8)
    .max(64)
    .optional()
    .meta({ description: 'Chosen by the caller; sending it again within the conversation resumes the answer instead of asking twice' }),
  file_ids: z.array(id('file')).max(5).optional().meta({ description: 'Files uploaded before, to go with the message' }),
  context: z
    .record(z.string().min(1).max(40), z.string().max(500))
    .refine(context => Object.keys(context).length <= 10, 'has more than 10 keys')
    .optional()
    .meta({
      description:
        'What the page says of itself. The agent gets the keys that its `ui_settings.context_keys` names, marked as unverified, and so do its HTTP tools; tools of a deployed platform get all',
      examples: [{ page: 'Ada reading lamp' }],
    }),
  stream: z.boolean().optional(),
})
export type SendMessageInput = z.infer<typeof sendBody>

const rating = z.enum(['good', 'bad'])

const handoffState = handoffPart.omit({ type: true })
export type HandoffState = z.infer<typeof handoffState>

export const chatApi = {
  send: endpoint(operations.chat.send, {
    body: sendBody,
    answer: z.object({
      response: z.string(),
      conversation_id: id('conv'),
      message_id: id('msg').meta({ description: 'Of the answer; of the visitor’s own message where a person is to answer' }),
      execution_id: id('exec').nullable().meta({ description: 'Null where a person is to answer' }),
      visitor_token: z.string().optional(),
      finish_reason: finishReason,
      handoff: handoffState.nullable().meta({ description: 'Where a person is to answer, or was asked to' }),
      citations: z.array(citation),
      declined: z.boolean(),
      model_used: z.string(),
      fallback_reason: z.string().nullable(),
    }),
    errors: ['FORBIDDEN', 'PROVIDER_ERROR', 'CONFLICT'],
  }),
  config: endpoint(operations.chat.config, {
    answer: z.object({
      agent_id: id('agent'),
      name: z.string(),
      greeting: z.string(),
      suggested_questions: z.array(z.string()),
      language: z.string().nullable(),
      retention_days: z
        .number()
        .int()
        .nullable()
        .meta({ description: 'After this many days conversations are deleted; null: they are kept' }),
      ui_settings: agentConfig.shape.ui_settings,
    }),
  }),
  history: endpoint(operations.chat.history, {
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    answer: z.object({
      conversation_id: id('conv'),
      messages: z.array(message).meta({ description: 'Oldest first' }),
      running_execution_id: id('exec').nullable().meta({ description: 'The answer being written; follow it on the stream' }),
    }),
  }),
  stream: endpoint(operations.chat.stream, { answer: z.unknown() }),
  cancel: endpoint(operations.chat.cancel, { answer: done }),
  handOff: endpoint(operations.chat.handOff, { answer: z.object({ handoff: handoffState, message }) }),
  typing: endpoint(operations.chat.typing, { answer: done }),
  erase: endpoint(operations.chat.erase, { answer: done }),
  list: endpoint(operations.chat.list, {
    answer: z.object({
      conversations: z
        .array(z.object({ conversation_id: id('conv'), preview: z.string().meta({ description: 'How it began' }), updated_at: time }))
        .meta({ description: 'The newest 20 with this agent' }),
    }),
  }),
  claim: endpoint(operations.chat.claim, { answer: done }),
  rate: endpoint(operations.chat.rate, {
    body: z.strictObject({
      rating,
      reason: z.string().trim().max(1000).optional(),
    }),
    answer: done,
  }),
  transcript: endpoint(operations.chat.transcript, {
    body: z.strictObject({ email: z.email('is not an e-mail address').max(254) }),
    answer: done,
  }),
  upload: endpoint(operations.chat.upload, { answer: z.object({ file: filePart.omit({ type: true }) }) }),
  file: endpoint(operations.chat.file, { answer: z.unknown() }),
  ratings: endpoint(operations.chat.ratings, {
    query: z.strictObject(paging),
    answer: z.object({
      ratings: z.array(
        z.object({ conversation_id: id('conv'), rating, reason: z.string().nullable(), created_at: time, updated_at: time }),
      ),
      counts: z.object({ good: z.number().int(), bad: z.number().int() }),
      ...page,
    }),
  }),
}
