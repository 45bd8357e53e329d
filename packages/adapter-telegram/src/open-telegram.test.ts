import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import type { InboundEvent } from '@craveva/adapter-kit/inbound-event'
import type { PlatformError } from '@craveva/adapter-kit/platform-error'
import type { ProductPart, Reply } from '@craveva/adapter-kit/reply'
import { noHoldings } from '@craveva/adapter-kit/testing/no-holdings'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTelegram } from './open-telegram.ts'
import { type TelegramSettings, telegramSettings } from './settings.ts'
import { type FakeBotApi, refused, startFakeBotApi } from './testing/fake-bot-api.ts'

const publicUrl = 'https://chat.example/hooks/telegram/dep_1'
const group = -100200
const bot = { id: 10_001, is_bot: true, first_name: 'Shop 1', username: 'shop1_bot' }
let fake: FakeBotApi
let received: InboundEvent[]
let values: Map<string, unknown>
let connection: Connection
let over: AbortController

beforeEach(async () => {
  fake = await startFakeBotApi()
  received = []
  values = new Map()
})
afterEach(async () => {
  over.abort()
  await connection.close()
  await fake.stop()
})

async function open(settings: Partial<TelegramSettings> = {}) {
  over = new AbortController()
  const context: AdapterContext<TelegramSettings> = {
    settings: telegramSettings.parse({ bot_token: fake.bots[0]?.token, ...settings }),
    publicUrl,
    signal: over.signal,
    store: {
      get: async <Value>(key: string) => (values.get(key) ?? null) as Value | null,
      set: async (key, value) => void values.set(key, value),
    },
    receive: async event => void received.push(event),
    changed: () => {},
  }
  connection = await openTelegram(context, fake.url)
}

async function hook(update: object) {
  const secret = fake.hooks.get(fake.bots[0]?.token ?? '')?.secret ?? ''
  const request = new Request(publicUrl, {
    method: 'POST',
    body: JSON.stringify(update),
    headers: { 'x-telegram-bot-api-secret-token': secret },
  })
  expect((await connection.handle?.(request, noHoldings))?.status).toBe(200)
}

const wrote = (chat: number, text: string, more: object = {}) => hook(fake.textUpdate(chat, text, more as Record<string, unknown>))
const mentionIn = (text: string) => [{ type: 'mention', offset: text.indexOf('@'), length: '@shop1_bot'.length }]

const reply = (text: string, more: Partial<Reply> = {}): Reply => ({
  id: 'dlv_1.0',
  text,
  isFinal: true,
  products: [],
  orders: [],
  files: [],
  from: 'agent',
  authorName: null,
  replyTo: null,
  ...more,
})
const deliver = (address: string, sent: Reply, previous?: readonly string[]) =>
  connection.channel?.deliver(address, sent, previous) ?? Promise.reject(new Error('There is no channel.'))
const bodies = (method: string) => fake.calls.filter(call => call.method === method).map(({ body }) => body)

describe('a group', () => {
  test('is not answered unless that is wanted', async () => {
    await open()
    await wrote(group, 'Hello @shop1_bot', { entities: mentionIn('Hello @shop1_bot') })
    expect(received).toEqual([])
  })

  test('is answered when it mentions the bot, or replies to it, and else not', async () => {
    await open({ answer_in_groups: true })
    await wrote(group, 'To nobody')
    await wrote(group, 'To @shop2_bot', { entities: [{ type: 'mention', offset: 3, length: 10 }] })
    await wrote(group, 'Is @Shop1_Bot open?', { entities: mentionIn('Is @Shop1_Bot open?') })
    await wrote(group, 'And you?', { entities: [{ type: 'text_mention', offset: 4, length: 3, user: bot }] })
    await wrote(group, 'Until when?', { reply_to_message: { message_id: 5, date: 0, chat: { id: group }, from: bot, text: 'Yes' } })
    await wrote(group, 'A bot speaks to @shop1_bot', {
      from: { id: 9, is_bot: true, first_name: 'Other' },
      entities: mentionIn('A bot speaks to @shop1_bot'),
    })
    expect(received.map(event => (event.kind === 'message' ? event.text : event.kind))).toEqual(['Is  open?', 'And you?', 'Until when?'])
    expect(received.every(({ address }) => address === String(group))).toBe(true)
  })

  test('gives commands to the bot it names', async () => {
    await open({ answer_in_groups: true })
    await wrote(group, '/reset@shop2_bot')
    await wrote(group, '/reset@shop1_bot')
    await wrote(group, '/start@shop1_bot ref_17')
    expect(received).toMatchObject([
      { kind: 'command', name: 'reset' },
      { kind: 'command', name: 'start', payload: 'ref_17' },
    ])
  })

  test('sees whom an answer is for', async () => {
    await open({ answer_in_groups: true })
    await deliver(String(group), reply('Until six.', { replyTo: '42' }))
    expect(bodies('sendRichMessage')).toMatchObject([{ reply_parameters: { message_id: 42, allow_sending_without_reply: true } }])
  })

  test('that becomes another one is found there', async () => {
    await open({ answer_in_groups: true })
    fake.faults.set('sendRichMessage', [
      refused(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -100999 }),
    ])
    await deliver(String(group), reply('Still here'))
    expect(fake.messages.map(({ chatId, text }) => [chatId, text])).toEqual([[-100999, 'Still here']])
    await wrote(group, '', { migrate_to_chat_id: -100999 })
    expect(received).toMatchObject([
      { kind: 'moved', address: String(group), to: '-100999' },
      { kind: 'moved', address: String(group), to: '-100999' },
    ])
  })
})

test('a topic is a chat of its own, and is answered there', async () => {
  await open({ answer_in_groups: true })
  const text = 'What about @shop1_bot?'
  for (const thread of [7, 8]) await wrote(group, text, { is_topic_message: true, message_thread_id: thread, entities: mentionIn(text) })
  expect(received.map(({ address }) => address)).toEqual([`${group}:7`, `${group}:8`])
  await deliver(`${group}:7`, reply('Here'))
  await connection.channel?.typing?.show(`${group}:7`, null)
  expect(bodies('sendRichMessage')).toMatchObject([{ chat_id: group, message_thread_id: 7 }])
  expect(bodies('sendChatAction')).toMatchObject([{ chat_id: group, message_thread_id: 7 }])
})

describe('drafts', () => {
  test('grow under one number with a button to stop, which stops the answer', async () => {
    await open({ streaming: 'draft' })
    expect(await deliver('5', reply('One', { isFinal: false }))).toEqual([])
    await deliver('5', reply('One two', { isFinal: false }))
    const sent = await deliver('5', reply('One two three'))
    expect(fake.drafts.map(({ text }) => text)).toEqual(['One', 'One two'])
    expect(new Set(fake.drafts.map(({ draftId }) => draftId)).size).toBe(1)
    expect(bodies('sendMessageDraft').every(({ can_stop }) => can_stop === true)).toBe(true)
    expect(fake.messages.map(({ messageId, text }) => [String(messageId), text])).toEqual([[sent[0], 'One two three']])
    await hook(fake.newUpdate({ stopped_message_generation: { chat: { id: 5, type: 'private' }, draft_id: fake.drafts[0]?.draftId } }))
    expect(received).toMatchObject([{ kind: 'command', name: 'stop', address: '5' }])
  })

  test('are not tried where there are none', async () => {
    await open({ streaming: 'draft', answer_in_groups: true })
    await deliver(String(group), reply('One', { isFinal: false }))
    fake.faults.set('sendMessageDraft', [refused(400, 'Bad Request: TEXTDRAFT_PEER_INVALID')])
    await deliver('6', reply('One', { isFinal: false }))
    await deliver('6', reply('One two', { isFinal: false }))
    expect(bodies('sendMessageDraft')).toHaveLength(1)
  })
})

describe('a business account', () => {
  const business = (more: object, kind = 'business_message') => {
    const { message } = fake.textUpdate(5, 'x', { business_connection_id: 'biz', ...more })
    return hook(fake.newUpdate({ [kind]: message }))
  }

  test('is answered as the merchant, whose own words are no visitor’s', async () => {
    await open()
    await hook(
      fake.newUpdate({
        business_connection: {
          id: 'biz',
          user: { id: 77, is_bot: false, first_name: 'M' },
          user_chat_id: 77,
          date: 1,
          is_enabled: true,
          rights: { can_reply: true },
        },
      }),
    )
    await business({ text: 'Hello' })
    await business({ text: 'I answer this', from: { id: 77, is_bot: false, first_name: 'M' } })
    await business({ text: 'Hello!', edit_date: 2 }, 'edited_business_message')
    expect(received).toMatchObject([
      { kind: 'message', address: 'biz/5', text: 'Hello' },
      { kind: 'echo', address: 'biz/5', text: 'I answer this' },
      { kind: 'edited', address: 'biz/5', text: 'Hello!' },
    ])
    expect(bodies('getBusinessConnection')).toEqual([])
    const sent = await deliver('biz/5', reply('Good day', { isFinal: false }))
    await deliver('biz/5', reply('Good day to you'), sent)
    expect(bodies('sendMessage')).toMatchObject([{ chat_id: 5, business_connection_id: 'biz' }])
    expect(bodies('editMessageText')).toMatchObject([{ business_connection_id: 'biz', message_id: Number(sent[0]) }])
  })

  test('whose owner is not known is asked for, once', async () => {
    await open()
    await business({ text: 'One' })
    await business({ text: 'Two', from: { id: 77, is_bot: false, first_name: 'M' } })
    expect(received.map(({ kind }) => kind)).toEqual(['message', 'echo'])
    expect(bodies('getBusinessConnection')).toHaveLength(1)
  })
})

describe('files of visitors', () => {
  test.each([
    ['a photo', { photo: [{ file_id: 'small' }, { file_id: 'large', file_size: 9 }] }, ['large', 'photo.jpg', 'image/jpeg']],
    ['a voice message', { voice: { file_id: 'v', mime_type: 'audio/ogg' } }, ['v', 'voice.ogg', 'audio/ogg']],
    ['a round video', { video_note: { file_id: 'n' } }, ['n', 'video.mp4', 'video/mp4']],
    ['a film', { video: { file_id: 'f', file_name: 'me.mov', mime_type: 'video/quicktime' } }, ['f', 'me.mov', 'video/quicktime']],
    ['a song', { audio: { file_id: 'a' } }, ['a', 'audio.mp3', 'application/octet-stream']],
    [
      'a document',
      { document: { file_id: 'd', file_name: 'bill.pdf', mime_type: 'application/pdf' } },
      ['d', 'bill.pdf', 'application/pdf'],
    ],
  ])('%s comes with its words', async (_, media, [ref, name, mediaType]) => {
    await open()
    await wrote(5, '', { text: undefined, caption: 'Look', ...media })
    expect(received).toMatchObject([{ kind: 'message', text: 'Look', files: [{ ref, name, mediaType }] }])
  })

  test('are loaded, and what is too large is refused without telling the token', async () => {
    await open()
    fake.files.set('files/v', Buffer.from('a voice'))
    const signal = new AbortController().signal
    expect(await (await connection.channel?.load?.('v', signal))?.content.text()).toBe('a voice')
    const error = await connection.channel?.load?.('large', signal).catch((cause: Error) => cause)
    expect(error).toMatchObject({ kind: 'refused', message: expect.stringContaining('too big') })
    expect(JSON.stringify(error) + String(error)).not.toContain(fake.bots[0]?.token)
  })
})

describe('things', () => {
  const product: ProductPart = {
    type: 'product',
    product_id: 'p1',
    title: 'Skillet',
    image: 'https://shop.example/skillet.jpg',
    price: 49.9,
    compare_at_price: null,
    currency: 'EUR',
    available: true,
    options: [],
    url: 'https://shop.example/skillet',
    action: null,
  }

  test('go out as a picture with a button, or as words where Telegram cannot load it', async () => {
    await open()
    await deliver('5', reply('Look:', { products: [product] }))
    expect(bodies('sendPhoto')).toMatchObject([
      {
        photo: 'https://shop.example/skillet.jpg',
        caption: expect.stringContaining('Skillet'),
        reply_markup: { inline_keyboard: [[{ url: 'https://shop.example/skillet' }]] },
      },
    ])
    fake.faults.set('sendPhoto', [refused(400, 'Bad Request: wrong file identifier/HTTP URL specified')])
    const ids = await deliver('5', reply('', { products: [product] }))
    expect(ids).toHaveLength(1)
    expect(fake.messages.at(-1)).toMatchObject({ method: 'sendMessage', text: expect.stringContaining('Skillet') })
  })

  test('that are sent halfway are told, and only the rest is sent then', async () => {
    await open()
    fake.faults.set('sendDocument', [refused(429, 'Too Many Requests: retry after 3', { retry_after: 3 })])
    const file = { name: 'bill.txt', mediaType: 'text/plain', size: 3, load: async () => new Blob(['abc']) }
    const bill = reply('Your bill:', { products: [product], files: [file] })
    const error = await deliver('5', bill).catch((cause: PlatformError) => cause)
    expect(error).toMatchObject({ kind: 'retryable', retryAfterMs: 3000 })
    expect('sent' in error && error.sent).toEqual(fake.messages.map(({ messageId }) => String(messageId)))
    await deliver('5', bill, 'sent' in error ? error.sent : [])
    expect(fake.messages.map(({ method }) => method)).toEqual(['sendRichMessage', 'sendPhoto', 'sendDocument'])
  })
})

test('who blocks the bot is told, and who comes back', async () => {
  await open()
  const member = (status: string) =>
    fake.newUpdate({
      my_chat_member: { chat: { id: 5, type: 'private' }, from: { id: 5 }, date: 1, new_chat_member: { status, user: bot } },
    })
  await hook(member('kicked'))
  await hook(member('member'))
  expect(received).toMatchObject([
    { kind: 'blocked', blocked: true },
    { kind: 'blocked', blocked: false },
  ])
})

test('the state tells what groups need, and that somebody else took the webhook', async () => {
  await open({ answer_in_groups: true })
  expect(await connection.health()).toMatchObject({ state: 'ok', facts: { groups: expect.stringContaining('privacy mode') } })
  fake.hooks.set(fake.bots[0]?.token ?? '', { url: 'https://other.example/', secret: 'x' })
  expect(await connection.health()).toMatchObject({ state: 'failing', message: expect.stringContaining('Another program') })
})
