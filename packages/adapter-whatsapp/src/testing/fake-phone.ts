import type { StartSession } from '../web/session.ts'
import type { SessionEvent, WebMessage } from '../web/session-wire.ts'

interface FakeFile {
  readonly name: string
  readonly content: string
}

/** A paired phone as a session tells of it, whichever process listens: what nobody has listened to is told again at the next start. */
export interface FakePhone {
  readonly startSession: StartSession
  /** A visitor writes; the same key is the same message. */
  receive(chat: number, key: string, text: string, file: FakeFile | null): null
  /** A person writes on the phone. */
  own(chat: number, key: string, text: string): null
  /** Tells of what was sent last in a chat. */
  tellLast(chat: number): null
  texts(chat: number): string[]
  files(chat: number): FakeFile[]
  endPairing(): void
  disconnect(isDown: boolean): void
}

const chatOf = (chat: number) => `49170123456${chat}@c.us`

export function createFakePhone(): FakePhone {
  const messages = new Map<string, WebMessage>()
  const contents = new Map<string, string>()
  const sent: { id: string; to: string; text: string; file: FakeFile | null }[] = []
  let listener: ((event: SessionEvent) => void) | null = null
  let isPaired = true
  let isDown = false

  const tell = (message: WebMessage) => {
    messages.set(message.id, message)
    setTimeout(() => listener?.({ type: 'message', message }))
    return null
  }
  const messageOf = (chat: string, id: string, text: string, more: Partial<WebMessage>): WebMessage => ({
    id,
    chat,
    own: false,
    text,
    sentAt: Math.floor(Date.now() / 1000),
    senderName: 'Jo',
    quote: null,
    media: null,
    ...more,
  })

  const startSession: StartSession = (_, onEvent) => {
    let isOpen = true
    const emit = (event: SessionEvent) => setTimeout(() => isOpen && onEvent(event))
    listener = event => isOpen && onEvent(event)
    if (isDown) emit({ type: 'gone', reason: 'The phone has no connection.', loggedOut: false })
    else if (!isPaired) emit({ type: 'qr', value: 'reference' })
    else {
      emit({ type: 'authenticated' })
      emit({ type: 'ready', number: '491700000000', name: 'The shop' })
      for (const message of messages.values()) emit({ type: 'message', message })
    }
    const calls = {
      send(to: string, text: string, file: { mediaType: string; base64: string; name: string } | null) {
        const id = `OUT${sent.length}`
        const content = file && { name: file.name, content: Buffer.from(file.base64, 'base64').toString() }
        sent.push({ id, to, text, file: content })
        tell(messageOf(to, id, text, { own: true }))
        return id
      },
      typing: () => null,
      state: () => (isDown ? 'CONFLICT' : 'CONNECTED'),
      download: (id: string) => ({ mediaType: 'text/plain', base64: Buffer.from(contents.get(id) ?? '').toString('base64'), name: null }),
    }
    return {
      async call(name, ...input) {
        if (!isOpen || (isDown && name !== 'state')) throw new Error('The session ended.')
        return (calls[name] as (...given: unknown[]) => never)(...input)
      },
      async close() {
        isOpen = false
      },
    }
  }

  return {
    startSession,
    receive(chat, key, text, file) {
      if (file) contents.set(key, file.content)
      const media = file && { type: 'document', mediaType: 'text/plain', name: file.name }
      return tell(messages.get(key) ?? messageOf(chatOf(chat), key, text, { media }))
    },
    own: (chat, key, text) => tell(messages.get(key) ?? messageOf(chatOf(chat), key, text, { own: true })),
    tellLast(chat) {
      const last = sent.filter(({ to }) => to === chatOf(chat)).at(-1)
      return last ? tell(messageOf(last.to, last.id, last.text, { own: true })) : null
    },
    texts: chat => sent.filter(({ to, text }) => to === chatOf(chat) && text !== '').map(({ text }) => text),
    files: chat => sent.flatMap(({ to, file }) => (to === chatOf(chat) && file ? [file] : [])),
    endPairing() {
      isPaired = false
      listener?.({ type: 'gone', reason: 'LOGOUT', loggedOut: true })
    },
    disconnect(down) {
      isDown = down
    },
  }
}
