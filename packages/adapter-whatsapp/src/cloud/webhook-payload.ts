import { z } from 'zod'

/**
 * What Meta sends to a webhook, as far as it is read here; all else is let through, since fields are added without notice.
 * Source: Meta, WhatsApp Cloud API, "Webhooks" (components, messages, statuses).
 */
const text = z.string().catch('')
const media = z.object({
  id: z.string(),
  mime_type: z.string().catch('application/octet-stream'),
  caption: text.optional(),
  filename: text.optional(),
})
const reply = z.object({ id: text, title: text })

export const incomingMessage = z.object({
  id: z.string().min(1),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  to: z.string().optional(),
  to_user_id: z.string().optional(),
  timestamp: z.string().regex(/^\d{1,12}$/),
  type: text,
  text: z.object({ body: text }).optional(),
  image: media.optional(),
  audio: media.optional(),
  video: media.optional(),
  document: media.optional(),
  sticker: media.optional(),
  location: z.object({ latitude: z.number(), longitude: z.number(), name: text.optional(), address: text.optional() }).optional(),
  contacts: z.array(z.object({ name: z.object({ formatted_name: text }).optional() })).optional(),
  interactive: z.object({ button_reply: reply.optional(), list_reply: reply.optional() }).optional(),
  button: z.object({ text }).optional(),
  order: z
    .object({ product_items: z.array(z.object({ product_retailer_id: text, quantity: z.coerce.number().catch(1) })).catch([]) })
    .optional(),
  system: z.object({ type: text.optional(), wa_id: z.string().optional(), user_id: z.string().optional() }).optional(),
  context: z.object({ id: z.string().optional() }).optional(),
})
export type IncomingMessage = z.infer<typeof incomingMessage>

export const statusUpdate = z.object({
  id: z.string().min(1),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  timestamp: z.string().catch(''),
  recipient_id: z.string().optional(),
  recipient_user_id: z.string().optional(),
  errors: z
    .array(z.object({ code: z.number().catch(0), title: text.optional(), error_data: z.object({ details: text }).optional() }))
    .catch([])
    .default([]),
  pricing: z.object({ billable: z.boolean().catch(true), category: text.optional() }).optional(),
})
export type StatusUpdate = z.infer<typeof statusUpdate>

const contact = z.object({
  wa_id: z.string().optional(),
  user_id: z.string().optional(),
  profile: z.object({ name: text.optional(), username: text.optional() }).optional(),
})
export type Contact = z.infer<typeof contact>

const value = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  /** Under the field `smb_message_echoes`: what a person wrote in the WhatsApp Business app. */
  message_echoes: z.array(z.unknown()).catch([]).default([]),
  contacts: z.array(contact).catch([]).default([]),
  messages: z.array(z.unknown()).catch([]).default([]),
  statuses: z.array(z.unknown()).catch([]).default([]),
})

export const webhookPayload = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.object({ changes: z.array(z.object({ field: text, value: value.optional().catch(undefined) })) })),
})
