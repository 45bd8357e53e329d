import { z } from 'zod'
import { agentConfig } from './agents.ts'
import { done, id } from './common.ts'
import { endpoint } from './endpoint.ts'
import { maxInputLength } from './executions.ts'
import { operations } from './operations.ts'
import { citation, finishReason, message } from './parts.ts'

/** Header with which a visitor proves that a conversation is theirs. */
export const visitorTokenHeader = 'X-Visitor-Token'

const sendBody = z.strictObject({
  message: z.string().trim().min(1, 'Write a message').max(maxInputLength, `A message has at most ${maxInputLength} characters`),
  conversation_id: id('conv').optional(),
  client_message_id: z
    .string()
    .min(8)
    .max(64)
    .optional()
    .meta({ description: 'Chosen by the caller; sending it again within the conversation resumes the answer instead of asking twice' }),
  stream: z.boolean().optional(),
})
export type SendMessageInput = z.infer<typeof sendBody>

export const chatApi = {
  send: endpoint(operations.chat.send, {
    body: sendBody,
    answer: z.object({
      response: z.string(),
      conversation_id: id('conv'),
      message_id: id('msg'),
      execution_id: id('exec'),
      visitor_token: z.string().optional(),
      finish_reason: finishReason,
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
  erase: endpoint(operations.chat.erase, { answer: done }),
}
