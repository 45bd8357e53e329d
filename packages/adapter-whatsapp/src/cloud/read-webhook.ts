import type { InboundEvent } from '@craveva/adapter-kit/inbound-event'
import { echoEvents, messageEvents } from './message-events.ts'
import { incomingMessage, type StatusUpdate, statusUpdate, webhookPayload } from './webhook-payload.ts'

export interface WebhookEvents {
  readonly events: readonly InboundEvent[]
  /** Messages of ours that Meta will bill, with its category, such as `service`. */
  readonly billed: readonly { readonly messageId: string; readonly category: string }[]
}

/**
 * What of a webhook concerns one number, in the order of its delivery, which need not be that of writing. An app has one webhook for all of
 * its numbers; what concerns another number, or is not understood, is left out. Null for what is no webhook of WhatsApp.
 */
export function readWebhook(body: unknown, phoneNumberId: string): WebhookEvents | null {
  const payload = webhookPayload.safeParse(body)
  if (!payload.success) return null
  const values = payload.data.entry
    .flatMap(({ changes }) => changes)
    .flatMap(({ field, value }) => (told.has(field) && value?.metadata.phone_number_id === phoneNumberId ? [value] : []))
  const read = (raw: unknown) => incomingMessage.safeParse(raw).data ?? []
  const messages = values.flatMap(({ messages, contacts, message_echoes }) => [
    ...messages.flatMap(read).flatMap(message => messageEvents(message, contacts)),
    ...message_echoes.flatMap(read).flatMap(echoEvents),
  ])
  const updates = values.flatMap(({ statuses }) => statuses).flatMap(raw => statusUpdate.safeParse(raw).data ?? [])
  return {
    events: [...messages, ...updates.map(receipt)],
    billed: updates.flatMap(({ id, status, pricing }) =>
      status === 'sent' && pricing?.billable ? [{ messageId: id, category: pricing.category ?? 'unknown' }] : [],
    ),
  }
}

/** Fields of a webhook that are read. */
const told = new Set(['messages', 'smb_message_echoes'])

const receipt = ({ id, status, recipient_user_id, recipient_id, errors }: StatusUpdate): InboundEvent => ({
  kind: 'receipt',
  eventId: `${id}:${status}`,
  address: recipient_user_id ?? recipient_id ?? 'unknown',
  messageId: id,
  state: status,
  reason: errors.map(({ code, title, error_data }) => `${code} ${error_data?.details ?? title ?? ''}`.trim()).join('; ') || null,
})
