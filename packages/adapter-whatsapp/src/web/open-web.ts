import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import type { InboundEvent } from '@craveva/adapter-kit/inbound-event'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { createChatAddresses } from '../chat-addresses.ts'
import type { Settings } from '../settings.ts'
import type { WhatsappOptions } from '../whatsapp-adapter.ts'
import { keepSession, type Patience, patience } from './keep-session.ts'
import { type StartSession, startSession } from './session.ts'
import type { SessionEvent, SessionStart, WebMessage } from './session-wire.ts'
import { webChannel } from './web-channel.ts'

/** What a paired phone is made of. */
export interface WebParts {
  readonly startSession: StartSession
  readonly patience: Patience
  /** Lets milliseconds pass before something is sent. */
  readonly wait: (ms: number) => Promise<unknown>
  /** A folder with a page to use in the place of WhatsApp Web. */
  readonly page: SessionStart['page']
}

const real: WebParts = { startSession, patience, wait: pause, page: null }

/** Milliseconds until something is stored again that could not be: WhatsApp tells it once. */
const storeAgainMs = 500

/** A phone paired with WhatsApp Web, in a process of its own. */
export function openWeb(context: AdapterContext<Settings>, options: WhatsappOptions): Connection {
  const { settings, receive, changed, publicUrl, signal } = context
  const parts = { ...real, ...options.web }
  if (!options.chromium) {
    throw new PlatformError(
      'refused',
      'A paired phone needs Chromium on the server: install it (Debian: apt-get install chromium) and start again.',
    )
  }
  const start = {
    // The deployment's own, the same at every start: the last piece of its address.
    dataPath: join(options.dataFolder, basename(new URL(publicUrl).pathname).replace(/[^\w-]/g, '_')),
    chromium: options.chromium,
    phoneNumber: settings.phone_number ?? null,
    page: parts.page,
  }
  const addresses = createChatAddresses(context)
  const keep = async (inbound: InboundEvent) => {
    while (!signal.aborted)
      try {
        if (inbound.kind === 'message') await addresses.follow(phoneOf(inbound.address), inbound.address)
        return await receive(inbound)
      } catch {
        await pause(storeAgainMs)
      }
  }
  // One after another: what arrives in order is stored in order.
  let last: Promise<void> = Promise.resolve()
  const onEvent = (event: SessionEvent) => {
    const inbound = toInbound(event, settings)
    if (inbound) last = last.then(() => keep(inbound))
  }
  const kept = keepSession(parts.startSession, start, onEvent, changed, parts.patience)
  return {
    channel: webChannel(kept, { ...settings, ...parts }),
    health: kept.health,
    async close() {
      await kept.close()
      await last
    },
  }
}

const phoneOf = (chat: string) => /^(\d+)@c\.us$/.exec(chat)?.[1] ?? null

function toInbound(event: SessionEvent, settings: Settings): InboundEvent | null {
  if (event.type === 'receipt')
    return { kind: 'receipt', eventId: `${event.id}:${event.state}`, address: event.chat, messageId: event.id, state: event.state }
  if (event.type !== 'message' || !isConversation(event.message.chat, settings)) return null
  const { message } = event
  const common = {
    eventId: message.id,
    address: message.chat,
    messageId: message.id,
    sentAt: new Date(message.sentAt * 1000),
    text: message.text,
  }
  if (message.own) return { kind: 'echo', ...common }
  return {
    kind: 'message',
    ...common,
    quote: message.quote,
    files: filesOf(message),
    sender: { id: message.chat, name: message.senderName, phone: phoneOf(message.chat) },
  }
}

/** Groups only when wanted; status updates, channels and broadcasts never. */
const isConversation = (chat: string, { answer_in_groups }: Settings) =>
  /@(c\.us|lid)$/.test(chat) || (answer_in_groups && /@g\.us$/.test(chat))

const filesOf = ({ id, media }: WebMessage) =>
  media ? [{ ref: id, name: media.name ?? `${media.type}.${media.mediaType.split(/[/;]/)[1] ?? 'bin'}`, mediaType: media.mediaType }] : []
