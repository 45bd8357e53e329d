import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import type { InboundEvent } from '@craveva/adapter-kit/inbound-event'
import type { Reply } from '@craveva/adapter-kit/reply'
import { noHoldings } from '@craveva/adapter-kit/testing/no-holdings'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Settings, settings } from '../settings.ts'
import { type FakeGraph, startFakeGraph } from '../testing/fake-graph.ts'
import { openCloud } from './open-cloud.ts'

const publicUrl = 'https://chat.example/hooks/whatsapp/dep_1'
const person = 'US.13491208655302741918'
let graph: FakeGraph
let received: InboundEvent[]
let values: Map<string, unknown>

beforeEach(async () => {
  graph = await startFakeGraph()
  received = []
  values = new Map()
})
afterEach(() => graph.close())

function open(more: Partial<Settings> = {}): Connection {
  const context: AdapterContext<Settings> = {
    settings: settings.parse({
      phone_number_id: graph.phoneNumberId,
      access_token: graph.token,
      app_secret: graph.appSecret,
      verify_token: 'a text of ours',
      ...more,
    }),
    publicUrl,
    signal: new AbortController().signal,
    store: {
      get: async <Value>(key: string) => (values.get(key) ?? null) as Value | null,
      set: async (key, value) => void (value === null ? values.delete(key) : values.set(key, value)),
    },
    receive: async event => void received.push(event),
    changed: () => {},
  }
  return openCloud(context, { dataFolder: '', chromium: null, graphUrl: graph.url })
}

const post = (connection: Connection, { body, signature }: { body: string; signature: string | null }) =>
  connection.handle?.(
    new Request(publicUrl, { method: 'POST', body, headers: signature === null ? {} : { 'x-hub-signature-256': signature } }),
    noHoldings,
  ) ?? Promise.reject()

const text = (id: string, body: string, more: object = {}) => ({
  from_user_id: person,
  id,
  timestamp: String(Math.floor(Date.now() / 1000)),
  type: 'text',
  text: { body },
  ...more,
})
const wrote = (connection: Connection, ...messages: object[]) =>
  post(connection, graph.webhook({ contacts: [{ user_id: person }], messages }))

const reply = (words: string, more: Partial<Reply> = {}): Reply => ({
  id: 'dlv_1:0',
  text: words,
  isFinal: true,
  products: [],
  orders: [],
  files: [],
  from: 'agent',
  authorName: null,
  replyTo: null,
  ...more,
})

const deliver = (connection: Connection, sent: Reply, to = person) => connection.channel?.deliver(to, sent) ?? Promise.reject()

describe('a webhook', () => {
  it('proves its address to whoever knows the text', async () => {
    const connection = open()
    const prove = (token: string) =>
      connection.handle?.(new Request(`${publicUrl}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`), noHoldings)
    expect(await (await prove('a%20text%20of%20ours'))?.text()).toBe('1158201444')
    expect((await prove('another'))?.status).toBe(403)
  })

  it('is believed when Meta signed it', async () => {
    const connection = open()
    expect((await wrote(connection, text('wamid.1', 'Größe?'), text('wamid.2', 'Hallo?'))).status).toBe(200)
    expect(received.map(event => event.eventId)).toEqual(['wamid.1', 'wamid.2'])
    const forged = graph.webhook({ messages: [text('wamid.3', 'forged')] })
    expect((await post(connection, { ...forged, signature: null })).status).toBe(401)
    expect((await post(connection, { body: forged.body.replace('forged', 'Forged'), signature: forged.signature })).status).toBe(401)
    expect((await post(connection, { ...forged, signature: `${forged.signature}=` })).status).toBe(401)
    expect(received).toHaveLength(2)
  })

  it('tells what a person writes in the Business app', async () => {
    const echo = {
      from: '15550783881',
      to: '491701234567',
      id: 'wamid.4',
      timestamp: '1764000000',
      type: 'text',
      text: { body: 'I am on it' },
    }
    await post(open(), graph.webhook({ message_echoes: [echo] }, 'smb_message_echoes'))
    expect(received).toMatchObject([{ kind: 'echo', eventId: 'wamid.4', address: '491701234567', text: 'I am on it' }])
  })
})

describe('a reply', () => {
  it('is one message within 24 hours, and what comes back names it', async () => {
    const connection = open()
    await wrote(connection, text('wamid.1', 'Hi'))
    const ids = await deliver(connection, reply('**Yes**.'))
    expect(graph.sent).toEqual([
      {
        id: ids[0],
        receiver: person,
        body: expect.objectContaining({
          recipient: person,
          text: { body: '*Yes*.', preview_url: false },
          biz_opaque_callback_data: 'dlv_1:0',
        }),
      },
    ])
  })

  it('afterwards is a template, or refused with what to do', async () => {
    const late = { timestamp: String(Math.floor(Date.now() / 1000) - 90_000) }
    const connection = open()
    await wrote(connection, text('wamid.1', 'Hi', late))
    await expect(deliver(connection, reply('Yes'))).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('template') })
    await deliver(open({ template: { name: 'answer', language: 'en' } }), reply('Yes,\n**in** stock'))
    expect(graph.sent).toMatchObject([
      { body: { type: 'template', template: { name: 'answer', components: [{ parameters: [{ text: 'Yes, *in* stock' }] }] } } },
    ])
  })

  it('is a template as well when Meta says that the time is over', async () => {
    const connection = open({ template: { name: 'answer', language: 'en' } })
    await wrote(connection, text('wamid.1', 'Hi'))
    graph.failNext({ code: 131047 })
    await deliver(connection, reply('Yes'))
    expect(graph.sent).toMatchObject([{ body: { type: 'template' } }])
  })

  it.each([
    [{ code: 130429 }, { kind: 'retryable', retryAfterMs: 2000 }],
    [{ code: 131056 }, { kind: 'retryable', retryAfterMs: 6000 }],
    [{ code: 131026 }, { kind: 'blocked' }],
    [{ code: 190, status: 401 }, { kind: 'signed-out' }],
    [{ code: 100 }, { kind: 'refused' }],
    [{ code: 0, status: 503 }, { kind: 'retryable' }],
    ['cut before' as const, { kind: 'uncertain' }],
    ['cut after' as const, { kind: 'uncertain' }],
  ])('that fails with %j is %j', async (fault, expected) => {
    const connection = open()
    await wrote(connection, text('wamid.1', 'Hi'))
    graph.failNext(fault)
    await expect(deliver(connection, reply('Yes'))).rejects.toMatchObject(expected)
  })

  it('takes files along, each as what it is', async () => {
    const connection = open()
    await wrote(connection, text('wamid.1', 'Hi'))
    const file = (name: string, mediaType: string) => ({ name, mediaType, size: 3, load: async () => new Blob(['abc']) })
    const ids = await deliver(connection, reply('Here:', { files: [file('bill.pdf', 'application/pdf'), file('mug.jpg', 'image/jpeg')] }))
    expect(ids).toHaveLength(3)
    expect(graph.sent.map(({ body }) => body.type)).toEqual(['text', 'document', 'image'])
  })

  it('that was sent in part is sent to its end, and nothing twice', async () => {
    const connection = open()
    await wrote(connection, text('wamid.1', 'Hi'))
    const file = { name: 'bill.pdf', mediaType: 'application/pdf', size: 3, load: async () => new Blob(['abc']) }
    const sent = await deliver(connection, reply('Here:'))
    const ids = await connection.channel?.deliver(person, reply('Here:', { files: [file] }), sent)
    expect(graph.sent.map(({ body }) => body.type)).toEqual(['text', 'document'])
    expect(ids).toEqual(graph.sent.map(({ id }) => id))
  })
})

describe('a number', () => {
  it('shows that it reads and writes', async () => {
    await open().channel?.typing?.show(person, 'wamid.1')
    expect(graph.typing).toEqual(['wamid.1'])
  })

  it('loads what was sent to it', async () => {
    const id = graph.addMedia(Buffer.from('a picture'), 'image/jpeg')
    const file = await open().channel?.load?.(id, new AbortController().signal)
    expect(await file?.content.text()).toBe('a picture')
  })

  it('tells how it is, and what it costs', async () => {
    const connection = open()
    const billed = {
      id: 'wamid.9',
      status: 'sent',
      timestamp: '1',
      recipient_user_id: person,
      pricing: { billable: true, category: 'service' },
    }
    await post(connection, graph.webhook({ statuses: [billed, billed] }))
    await post(connection, graph.webhook({ statuses: [billed] }))
    expect(await connection.health()).toEqual({
      state: 'ok',
      message: null,
      facts: { number: '+1 555-078-3881', name: 'The shop', quality: 'GREEN', 'billed this month': '1 service' },
    })
    graph.revokeToken()
    await expect(connection.health()).rejects.toMatchObject({ kind: 'signed-out', message: expect.stringContaining('new access token') })
  })

  it('takes over the chats of a paired phone', async () => {
    const connection = open()
    const { createChatAddresses } = await import('../chat-addresses.ts')
    const store = {
      get: async <Value>(key: string) => (values.get(key) ?? null) as Value | null,
      set: async (key: string, value: unknown) => void values.set(key, value),
    }
    await createChatAddresses({ store, receive: async () => {} }).follow('491701234567', '491701234567@c.us')
    await wrote(connection, text('wamid.1', 'Hi', { from: '491701234567' }))
    expect(received).toMatchObject([
      { kind: 'moved', address: '491701234567@c.us', to: person },
      { kind: 'message', address: person },
    ])
  })
})
