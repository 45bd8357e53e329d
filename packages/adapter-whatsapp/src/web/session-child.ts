import whatsapp, { type Client, type Message } from 'whatsapp-web.js'
import type { FromSession, SessionCall, SessionEvent, SessionStart, ToSession, WebMessage } from './session-wire.ts'

/** The process of one session: the library and its Chromium, which may crash alone. It ends with the process that started it. */

const tell = (message: FromSession) => process.connected && process.send?.(message)
const emit = (event: SessionEvent) => tell({ event })
let client: Client | null = null
let isOver = false

/** The library's own callbacks throw into nothing when the page goes away beneath them: that ends this session, and no other. */
process.on('unhandledRejection', error => void end(`WhatsApp Web failed: ${reasonOf(error)}`))
process.on('uncaughtException', error => void end(`WhatsApp Web failed: ${reasonOf(error)}`))
process.on('disconnect', () => void end('nobody listens'))
process.on('message', (message: ToSession) => void ('start' in message ? start(message.start) : answer(message)))

async function start({ dataPath, chromium, phoneNumber, page }: SessionStart) {
  const { Client, LocalAuth } = whatsapp
  client = new Client({
    authStrategy: new LocalAuth({ dataPath }),
    qrMaxRetries: 0,
    ...(phoneNumber ? { pairWithPhoneNumber: { phoneNumber } } : {}),
    ...(page
      ? { webVersion: page.version, webVersionCache: { type: 'local', path: page.folder, strict: true } }
      : { webVersionCache: { type: 'none' } }),
    // The real one is used, since a made-up browser is what gets a number blocked.
    userAgent: false as unknown as string,
    puppeteer: { executablePath: chromium.path, args: [...chromium.arguments], pipe: true, handleSIGINT: false, handleSIGTERM: false },
  })
  listen(client)
  try {
    await client.initialize()
    client.pupBrowser?.on('disconnected', () => void end('the browser ended'))
  } catch (error) {
    await end(reasonOf(error))
  }
}

/** Of one chat, and seconds: what is older is not answered any more. */
const mostUnread = 50
const longestUnread = 24 * 3600

/** `MessageAck` of the library. */
const ackStates = new Map<number, 'failed' | 'sent' | 'delivered' | 'read'>([
  [-1, 'failed'],
  [1, 'sent'],
  [2, 'delivered'],
  [3, 'read'],
  [4, 'read'],
])

function listen(session: Client) {
  session.on('qr', value => emit({ type: 'qr', value }))
  session.on('code', value => emit({ type: 'code', value }))
  session.on('authenticated', () => emit({ type: 'authenticated' }))
  session.on('ready', () => {
    emit({ type: 'ready', number: session.info?.wid?.user ?? null, name: session.info?.pushname ?? null })
    void catchUp(session).catch(() => {})
  })
  session.on('message_create', message => emit({ type: 'message', message: toMessage(message) }))
  session.on('message_ack', ({ id, to }, ack) => {
    const state = ackStates.get(ack)
    if (state) emit({ type: 'receipt', id: id._serialized, chat: to, state })
  })
  session.on('auth_failure', reason => void end(`WhatsApp does not take the pairing any more: ${reason}`, true))
  session.on('disconnected', reason => void end(`WhatsApp ended the session: ${reason}`, String(reason) === 'LOGOUT'))
}

/** What arrived while nobody listened, as far as nobody read it; who knows it already passes over it. */
async function catchUp(session: Client) {
  for (const chat of await session.getChats()) {
    const unread = chat.unreadCount > 0 ? await chat.fetchMessages({ limit: Math.min(chat.unreadCount, mostUnread), fromMe: false }) : []
    for (const message of unread)
      if (message.timestamp > Date.now() / 1000 - longestUnread) emit({ type: 'message', message: toMessage(message) })
  }
}

function toMessage({ id, from, to, fromMe, body, timestamp, hasMedia, type, rawData }: Message): WebMessage {
  const raw = rawData as { notifyName?: string; quotedMsg?: { body?: string }; mimetype?: string; filename?: string }
  return {
    id: id._serialized,
    chat: fromMe ? to : from,
    own: fromMe,
    text: body,
    sentAt: timestamp,
    senderName: raw.notifyName || null,
    quote: raw.quotedMsg?.body || null,
    media: hasMedia ? { type, mediaType: raw.mimetype ?? 'application/octet-stream', name: raw.filename ?? null } : null,
  }
}

async function answer({ id, ...call }: { readonly id: number } & SessionCall) {
  try {
    if (!client) throw new Error('The session is not started.')
    tell({ id, value: await perform(client, call) })
  } catch (error) {
    tell({ id, error: reasonOf(error) })
  }
}

async function perform(session: Client, { call, input }: SessionCall): Promise<unknown> {
  switch (call) {
    case 'send': {
      const [to, text, picture] = input
      const media = picture && new whatsapp.MessageMedia(picture.mediaType, picture.base64, picture.name)
      const sent = media ? await session.sendMessage(to, media, { caption: text }) : await session.sendMessage(to, text)
      if (!sent) throw new Error('No LID for user')
      return sent.id._serialized
    }
    case 'typing': {
      const [to, on] = input
      const chat = await session.getChatById(to)
      await (on ? chat.sendStateTyping() : chat.clearState())
      return null
    }
    case 'state':
      return session.getState()
    case 'download': {
      const media = await (await session.getMessageById(input[0]))?.downloadMedia()
      return media ? { mediaType: media.mimetype, base64: media.data, name: media.filename ?? null } : null
    }
  }
}

async function end(reason: string, loggedOut = false) {
  if (isOver) return
  isOver = true
  emit({ type: 'gone', reason, loggedOut })
  const closing = client?.destroy().catch(() => {}) ?? Promise.resolve()
  await Promise.race([closing, new Promise(resolve => setTimeout(resolve, 3000))])
  process.exit(0)
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
