import { join } from 'node:path'
import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import type { InboundEvent } from '@craveva/adapter-kit/inbound-event'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { createChatAddresses } from '../chat-addresses.ts'
import type { Settings } from '../settings.ts'
import type { WhatsappOptions } from '../whatsapp-adapter.ts'
import { keepSession } from './keep-session.ts'
import { startSession } from './session.ts'
import type { SessionEvent, WebMessage } from './session-wire.ts'
import { webChannel } from './web-channel.ts'

/** A phone paired with WhatsApp Web, in a process of its own. */
export function openWeb(context: AdapterContext<Settings>, options: WhatsappOptions): Connection {
  const { settings, receive, changed, publicUrl } = context
  if (!options.chromium) {
    throw new PlatformError(
      'refused',
      'A paired phone needs Chromium on the server: install it (Debian: apt-get install chromium) and start again.',
    )
  }
  const start = {
    dataPath: join(options.dataFolder, folderName(publicUrl)),
    chromium: options.chromium,
    chromiumArguments: options.chromiumArguments ?? defaultArguments,
    phoneNumber: settings.phone_number ?? null,
    page: options.page ?? null,
  }
  const addresses = createChatAddresses(context)
  // One after another: what arrives in order is stored in order.
  let last: Promise<void> = Promise.resolve()
  const onEvent = (event: SessionEvent) => {
    const inbound = toInbound(event, settings)
    if (!inbound) return
    last = last
      .then(async () => {
        if (inbound.kind === 'message') await addresses.follow(phoneOf(inbound.address), inbound.address)
        await receive(inbound)
      })
      .catch(() => {})
  }
  const kept = keepSession(startSession, start, onEvent, changed)
  return {
    channel: webChannel(kept, settings),
    health: kept.health,
    async close() {
      await kept.close()
      await last
    },
  }
}

const defaultArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The deployment's own, the same at every start: the last piece of its address. */
const folderName = (publicUrl: string) =>
  new URL(publicUrl).pathname
    .split('/')
    .filter(Boolean)
    .at(-1)
    ?.replace(/[^\w-]/g, '_') ?? 'session'

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
