import { randomUUID } from 'node:crypto'
import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import type { Channel } from '@craveva/adapter-kit/channel'
import type { Subject } from '@craveva/adapter-kit/conformance'
import type { InboundEvent } from '@craveva/adapter-kit/inbound-event'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { z } from 'zod'

/** An adapter that does one thing wrong: the case that must notice, the words by which it does, and what is wrong. */
export interface BrokenAdapter {
  readonly wrong: string
  readonly noticedBy: string
  readonly words: RegExp
  readonly breakIt: (subject: Subject) => Subject
}

type Open = Subject['adapter']['open']

const opening =
  (change: (open: Open) => Open) =>
  (subject: Subject): Subject => ({ ...subject, adapter: { ...subject.adapter, open: change(subject.adapter.open) } })

const connecting = (change: (connection: Connection, context: AdapterContext) => Partial<Connection>) =>
  opening(open => async context => {
    const connection = await open(context)
    return { ...connection, ...change(connection, context) }
  })

const channelling = (change: (channel: Channel) => Partial<Channel>) =>
  connecting(({ channel }) => (channel ? { channel: { ...channel, ...change(channel) } } : {}))

const receiving = (change: (event: InboundEvent, context: AdapterContext) => Promise<void>) =>
  opening(open => context => open({ ...context, receive: event => change(event, context) }))

const delivering = (change: (deliver: Channel['deliver']) => Channel['deliver']) =>
  channelling(({ deliver }) => ({ deliver: change(deliver) }))

const setting = (name: string, value: number) => (subject: Subject) => {
  const settings = (subject.adapter.settings as z.ZodType<object>).transform(given => ({ ...given, [name]: value }))
  return { ...subject, adapter: { ...subject.adapter, settings } }
}

const failing = (from: string, to: 'refused' | 'retryable') =>
  delivering(
    deliver =>
      (...sent) =>
        deliver(...sent).catch((error: PlatformError) => {
          throw error.kind === from ? new PlatformError(to, error.message) : error
        }),
  )

/** Believes whatever comes, whoever sent it. */
const credulous = connecting((_, context) => ({
  async handle(request) {
    const text = await request.text()
    const given = text.startsWith('{') ? /"id":"([^"]*)".*"chat":"([^"]*)".*"text":"([^"]*)"/.exec(text) : null
    const [, id = randomUUID(), chat = '1', words = 'x'] = given ?? []
    await context.receive({
      kind: 'message',
      eventId: id,
      address: chat,
      messageId: id,
      sentAt: new Date(),
      text: words,
      sender: { id: chat },
    })
    return new Response(null, { status: 200 })
  },
}))

const hasty = receiving(async (event, context) => void context.receive(event).catch(() => {}))
const liar = connecting(() => ({ health: async () => ({ state: 'ok', message: null }) }))
let lastOpened: AdapterContext | null = null

export const brokenAdapters: readonly BrokenAdapter[] = [
  {
    wrong: 'takes any setting',
    noticedBy: 'tells its settings, and which are missing',
    words: /unknown settings/,
    breakIt: subject => ({ ...subject, adapter: { ...subject.adapter, settings: z.object({}) } }),
  },
  {
    wrong: 'names an event anew each time',
    noticedBy: 'answers a message, once, however often it is told',
    words: /5 !== 1/,
    breakIt: receiving((event, context) => context.receive({ ...event, eventId: randomUUID() })),
  },
  {
    wrong: 'mixes chats up',
    noticedBy: 'keeps the order of each chat, and chats apart',
    words: /all is answered: not within/,
    breakIt: receiving((event, context) => context.receive({ ...event, address: '1' })),
  },
  {
    wrong: 'dawdles',
    noticedBy: 'answers a burst together',
    words: /one answer/,
    breakIt: receiving(async (event, context) => {
      await new Promise(resolve => setTimeout(resolve, 500))
      await context.receive(event)
    }),
  },
  { wrong: 'believes everything', noticedBy: 'believes nothing that is forged', words: /was answered with 200/, breakIt: credulous },
  {
    wrong: 'believes every account',
    noticedBy: 'does not believe what belongs to another account',
    words: /was answered with 200/,
    breakIt: credulous,
  },
  {
    wrong: 'acknowledges before it stores',
    noticedBy: 'acknowledges only what is stored',
    words: /nothing was stored, and it was answered with 200/,
    breakIt: hasty,
  },
  {
    wrong: 'loads another file',
    noticedBy: 'brings files of visitors',
    words: /Something else/,
    breakIt: channelling(() => ({ load: async () => ({ content: new Blob(['Something else']) }) })),
  },
  {
    wrong: 'tells a limit that is not the platform’s',
    noticedBy: 'splits what is too long, and loses no word',
    words: /the end is seen: not within/,
    breakIt: channelling(() => ({ textLimit: 50_000 })),
  },
  {
    wrong: 'knows ASCII alone',
    noticedBy: 'delivers text of every kind',
    words: /the text is seen: not within/,
    breakIt: delivering(
      deliver => (chat, reply, previous) =>
        // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what it is about
        deliver(chat, { ...reply, text: reply.text.replace(/[^\x00-\x7f]/g, '?') }, previous),
    ),
  },
  {
    wrong: 'shows nothing before it is complete',
    noticedBy: 'shows an answer while it is written, and once when it is',
    words: /nothing was shown/,
    breakIt: channelling(() => ({ pace: 'whole' })),
  },
  {
    wrong: 'sends anew instead of editing',
    noticedBy: 'shows an answer while it is written, and once when it is',
    words: /deep-equal/,
    breakIt: delivering(deliver => (chat, reply) => deliver(chat, { ...reply, id: randomUUID() })),
  },
  {
    wrong: 'forgets files',
    noticedBy: 'delivers files',
    words: /the file is seen: not within/,
    breakIt: delivering(deliver => (chat, reply, previous) => deliver(chat, { ...reply, files: [] }, previous)),
  },
  {
    wrong: 'gives up when it is asked to wait',
    noticedBy: 'waits when it is asked to, and sends then',
    words: /the answer is seen: not within/,
    breakIt: failing('retryable', 'refused'),
  },
  {
    wrong: 'insists when it is blocked',
    noticedBy: 'stops at a visitor who blocks, and goes on with others',
    words: /it is told: not within/,
    breakIt: failing('blocked', 'retryable'),
  },
  {
    wrong: 'answers other ids than the platform gave',
    noticedBy: 'does not take its own messages for those of a person',
    words: /"said: second" is answered: not within/,
    breakIt: delivering(
      deliver =>
        async (...sent) =>
          (await deliver(...sent)).map(id => `my ${id}`),
    ),
  },
  {
    wrong: 'does not tell what a person writes',
    noticedBy: 'is silent while a person answers, until it is told to go on',
    words: /it is stored: not within/,
    breakIt: receiving(async (event, context) => (event.kind === 'echo' ? undefined : context.receive(event))),
  },
  {
    wrong: 'is silent for ever',
    noticedBy: 'goes on by itself some time after a person answered',
    words: /"said: late" is answered: not within/,
    breakIt: setting('pause_minutes', 10_000),
  },
  { wrong: 'says that all is well', noticedBy: 'tells when it is signed out', words: /it is told: not within/, breakIt: liar },
  {
    wrong: 'says that all is well, always',
    noticedBy: 'tells when the platform does not answer, and when it does again',
    words: /it is told: not within/,
    breakIt: liar,
  },
  {
    wrong: 'acknowledges what a crash takes away',
    noticedBy: 'loses no reply, wherever it crashes',
    words: /it is delivered: not within/,
    breakIt: hasty,
  },
  {
    wrong: 'gives the platform another key at each attempt',
    noticedBy: 'loses no reply, wherever it crashes',
    words: /nothing says why they may/,
    breakIt: delivering(deliver => (chat, reply, previous) => deliver(chat, { ...reply, id: randomUUID() }, previous)),
  },
  {
    wrong: 'knows one deployment alone',
    noticedBy: 'keeps two deployments in one process apart',
    words: /both are answered: not within/,
    breakIt: opening(open => context => {
      lastOpened = context
      return open({ ...context, receive: event => (lastOpened ?? context).receive(event) })
    }),
  },
  {
    wrong: 'does not let go',
    noticedBy: 'closes within 5 seconds',
    words: /took longer/,
    breakIt: connecting(() => ({ close: () => new Promise(() => {}) })),
  },
]
