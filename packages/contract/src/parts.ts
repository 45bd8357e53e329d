import { z } from 'zod'
import { id } from './common.ts'

/** The parts a message is made of. Defined once here; the API stores them, streams them and the widget shows them. */

export const textPart = z.object({ type: z.literal('text'), text: z.string() })

/** A passage an answer rests on. */
export const citation = z.object({
  data_source_id: id('ds'),
  document_id: id('doc'),
  title: z.string(),
  heading: z.string().meta({ description: 'Path of headings above the passage, joined by " › "; empty at the top' }),
  url: z.string().nullable(),
  excerpt: z.string().meta({ description: 'The whole passage' }),
  score: z.number().meta({ description: 'Higher fits better; comparable within one answer only' }),
  used: z.boolean().meta({ description: 'Whether the answer rests on this passage' }),
  kind: z.enum(['passage', 'curated']).optional().meta({ description: '`curated`: an answer that the company gave itself' }),
})
export type Citation = z.infer<typeof citation>

export const citationPart = citation.extend({ type: z.literal('citation') })

/** Where a figure from a live source comes from, so that it can be checked again. */
export const receiptPart = z.object({
  type: z.literal('receipt'),
  data_source_id: id('ds'),
  source_name: z.string(),
  location: z.string().meta({ description: 'Table or endpoint' }),
  row_key: z.string(),
  fields: z.record(z.string(), z.string()),
  read_at: z.iso.datetime(),
  content_hash: z.string(),
})

export const productPart = z.object({
  type: z.literal('product'),
  product_id: z.string(),
  title: z.string(),
  image: z.string().nullable(),
  price: z.number().nullable(),
  compare_at_price: z.number().nullable(),
  currency: z.string().nullable(),
  available: z.boolean().nullable(),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  url: z.string().nullable(),
  action: z
    .object({
      type: z.enum(['link', 'add_to_cart']),
      label: z.string(),
      url: z.string().nullable(),
      variant_id: z.string().nullable(),
      quantity: z.int().min(1).optional(),
    })
    .nullable(),
  variants: z
    .array(
      z.object({
        variant_id: z.string(),
        options: z.record(z.string(), z.string()),
        price: z.number(),
        compare_at_price: z.number().nullable(),
        available: z.boolean(),
        url: z.string().nullable(),
      }),
    )
    .max(100)
    .optional()
    .meta({ description: 'What the options lead to; `action.variant_id` names the one that the card begins with' }),
})

export const orderPart = z.object({
  type: z.literal('order'),
  number: z.string(),
  status: z.string(),
  placed_at: z.iso.datetime().nullable(),
  items: z.array(z.object({ title: z.string(), quantity: z.number(), image: z.string().nullable() })),
  tracking: z.array(
    z.object({ carrier: z.string().nullable(), number: z.string().nullable(), url: z.string().nullable(), status: z.string().nullable() }),
  ),
})

/** A field of a form that a visitor fills in. */
export const formField = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['text', 'email', 'tel', 'textarea', 'select', 'checkbox']),
  required: z.boolean(),
  options: z.array(z.string()),
})

export const formPart = z.object({
  type: z.literal('form'),
  form_id: z.string(),
  purpose: z.enum(['lead', 'contact', 'order_lookup', 'custom']),
  title: z.string(),
  fields: z.array(formField),
  consent_text: z.string().nullable(),
})

export const filePart = z.object({
  type: z.literal('file'),
  file_id: z.string(),
  name: z.string(),
  media_type: z.string(),
  size: z.number().int().meta({ description: 'Bytes' }),
  url: z.string(),
})

export const handoffPart = z.object({
  type: z.literal('handoff'),
  state: z.enum(['requested', 'waiting', 'with_operator', 'ended']),
  operator_name: z.string().nullable(),
})

/** Asks the visitor whether a tool may do something for them; their consent is their next message. */
export const approvalPart = z.object({
  type: z.literal('approval'),
  approval_id: z.string(),
  tool: z.string(),
  title: z.string().meta({ description: 'What will be done, in words' }),
  arguments: z.record(z.string(), z.unknown()),
})

export const toolPart = z.object({ type: z.literal('tool'), name: z.string(), state: z.enum(['running', 'done', 'failed', 'refused']) })

export const errorPart = z.object({
  type: z.literal('error'),
  code: z.string(),
  message: z.string().meta({ description: 'For the visitor, in plain words' }),
  retryable: z.boolean(),
})

/** Why a turn ended. `interrupted`: the server stopped in the middle of it. */
export const finishReason = z.enum(['stop', 'length', 'cancelled', 'error', 'interrupted', 'handoff', 'tool_limit'])
export type FinishReason = z.infer<typeof finishReason>

export const usage = z.object({ input_tokens: z.number().int(), output_tokens: z.number().int() })
export type Usage = z.infer<typeof usage>

export const finishPart = z.object({ type: z.literal('finish'), reason: finishReason, usage })

export const messagePart = z.discriminatedUnion('type', [
  textPart,
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
])
export type MessagePart = z.infer<typeof messagePart>

export const messageRole = z.enum(['visitor', 'agent', 'operator', 'system'])

export const message = z.object({
  message_id: id('msg'),
  role: messageRole,
  parts: z.array(messagePart),
  created_at: z.iso.datetime(),
  execution_id: id('exec').nullable(),
  author_name: z.string().nullable().meta({ description: 'Name of the operator who wrote it' }),
})
export type Message = z.infer<typeof message>
