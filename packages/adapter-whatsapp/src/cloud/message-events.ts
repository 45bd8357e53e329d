import type { InboundEvent, InboundFile } from '@craveva/adapter-kit/inbound-event'
import type { Contact, IncomingMessage } from './webhook-payload.ts'

/**
 * A message as an event. People are known by their business-scoped id where there is one, since their number may be missing or change;
 * a reaction is no message.
 */
export function messageEvents(message: IncomingMessage, contacts: readonly Contact[]): InboundEvent[] {
  const contact = contactOf(message, contacts)
  const address = message.from_user_id ?? contact?.user_id ?? message.from
  if (!address || message.type === 'reaction') return []
  if (message.type === 'system') return moved(message, address)
  return [
    {
      kind: 'message',
      ...common(message, address),
      files: filesOf(message),
      sender: {
        id: message.from ?? address,
        name: contact?.profile?.name || null,
        username: contact?.profile?.username || null,
        phone: message.from ?? null,
      },
    },
  ]
}

/** What a person wrote in the WhatsApp Business app that shares the number. */
export function echoEvents(message: IncomingMessage): InboundEvent[] {
  const address = message.to_user_id ?? message.to
  return address ? [{ kind: 'echo', ...common(message, address) }] : []
}

const common = (message: IncomingMessage, address: string) => ({
  eventId: message.id,
  address,
  messageId: message.id,
  sentAt: new Date(Number(message.timestamp) * 1000),
  text: textOf(message),
})

const contactOf = ({ from, from_user_id }: IncomingMessage, contacts: readonly Contact[]) =>
  contacts.find(({ wa_id, user_id }) => (from_user_id ? user_id === from_user_id : wa_id === from)) ??
  (contacts.length === 1 ? contacts[0] : undefined)

function moved({ id, system }: IncomingMessage, address: string): InboundEvent[] {
  const to = system?.user_id ?? system?.wa_id
  return to && to !== address ? [{ kind: 'moved', eventId: id, address, to }] : []
}

function textOf({ text, interactive, button, image, video, document, location, contacts, order }: IncomingMessage): string {
  const reply = interactive?.button_reply ?? interactive?.list_reply
  const written = text?.body ?? reply?.title ?? button?.text ?? image?.caption ?? video?.caption ?? document?.caption
  if (written !== undefined) return written
  if (location) return [location.name, location.address, `${location.latitude}, ${location.longitude}`].filter(Boolean).join('\n')
  if (contacts) return contacts.map(({ name }) => name?.formatted_name ?? '').join('\n')
  if (order) return order.product_items.map(({ quantity, product_retailer_id }) => `${quantity} × ${product_retailer_id}`).join('\n')
  return ''
}

function filesOf({ type, image, audio, video, document, sticker }: IncomingMessage): InboundFile[] {
  const found = image ?? audio ?? video ?? document ?? sticker
  return found ? [{ ref: found.id, name: found.filename || `${type}.${ending(found.mime_type)}`, mediaType: found.mime_type }] : []
}

/** `audio/ogg; codecs=opus` is `ogg`. */
const ending = (mediaType: string): string => /\/([\w.+-]+)/.exec(mediaType)?.[1]?.replace('jpeg', 'jpg') ?? 'bin'
