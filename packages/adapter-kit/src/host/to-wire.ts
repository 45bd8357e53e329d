import type { WireInboundEvent } from '@craveva/contract/inbound-events'
import type { InboundEvent } from '../inbound-event.ts'

const longestText = 20_000

/** An event as the API takes it. */
export function toWire(event: InboundEvent): WireInboundEvent {
  const base = { event_id: event.eventId, address: event.address }
  switch (event.kind) {
    case 'message': {
      const { messageId, sentAt, text, sender, files = [], quote = null, order = null } = event
      return {
        ...base,
        kind: 'message',
        message_id: messageId,
        sent_at: sentAt.toISOString(),
        order,
        text: storable(text),
        sender: { ...sender, name: sender.name ? storable(sender.name).slice(0, 300) : null },
        files: files.slice(0, 20).map(({ ref, name, mediaType, size = null }) => ({
          ref,
          name: storable(name).slice(-300) || 'file',
          media_type: mediaType,
          size,
        })),
        quote: quote === null ? null : storable(quote).slice(0, 2000),
      }
    }
    case 'edited':
    case 'echo':
      return { ...base, kind: event.kind, message_id: event.messageId, sent_at: event.sentAt.toISOString(), text: storable(event.text) }
    case 'command': {
      const { name, payload = null, sender } = event
      return {
        ...base,
        kind: 'command',
        name,
        payload: payload && storable(payload).slice(0, 500),
        sender: { ...sender, name: sender.name ?? null },
      }
    }
    case 'receipt':
      return { ...base, kind: 'receipt', message_id: event.messageId, state: event.state, reason: event.reason?.slice(0, 1000) ?? null }
    case 'blocked':
      return { ...base, kind: 'blocked', blocked: event.blocked }
    case 'moved':
      return { ...base, kind: 'moved', to: event.to }
  }
}

/** Text as the API stores it: without U+0000 and halves of surrogate pairs, cut where it is too long. */
const storable = (text: string) => text.slice(0, longestText).replaceAll('\u0000', '').toWellFormed()
