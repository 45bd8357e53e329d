import { z } from 'zod'
import { id } from './common.ts'
import {
  approvalPart,
  citationPart,
  errorPart,
  filePart,
  finishPart,
  formPart,
  handoffPart,
  message,
  orderPart,
  productPart,
  receiptPart,
  toolPart,
} from './parts.ts'

/**
 * What a stream of server-sent events carries, one JSON object per event; the event's `id` is what a client sends back as
 * `Last-Event-ID`. Text comes as `text-start`, `text-delta`…, `text-end`; everything else as whole parts.
 * A finished turn that is resumed is told as one `message` part, which replaces whatever was shown of it.
 */
export const streamPart = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    conversation_id: id('conv'),
    message_id: id('msg').meta({ description: 'Id the answer will have; of the visitor’s own message where a person is to answer' }),
    execution_id: id('exec').nullable().meta({ description: 'Null where a person is to answer' }),
    visitor_token: z
      .string()
      .optional()
      .meta({ description: 'Only in the first answer of a conversation; send it as X-Visitor-Token afterwards' }),
  }),
  z.object({ type: z.literal('text-start') }),
  z.object({ type: z.literal('text-delta'), text: z.string() }),
  z.object({ type: z.literal('text-end') }),
  z.object({ type: z.literal('message'), message }),
  z.object({ type: z.literal('typing'), role: z.enum(['agent', 'operator']), name: z.string().nullable() }),
  z.object({ type: z.literal('presence'), role: z.literal('operator'), name: z.string().nullable(), online: z.boolean() }),
  citationPart,
  receiptPart,
  productPart,
  orderPart,
  formPart,
  filePart,
  handoffPart,
  toolPart,
  approvalPart,
  errorPart,
  finishPart,
])
export type StreamPart = z.infer<typeof streamPart>
