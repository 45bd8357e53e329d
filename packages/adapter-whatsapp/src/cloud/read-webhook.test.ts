import { describe, expect, it } from 'vitest'
import { readWebhook } from './read-webhook.ts'

const number = '106540352242922'
const change = (value: object, field = 'messages', id = number) => ({
  field,
  value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '15550783881', phone_number_id: id }, ...value },
})
const payload = (...changes: object[]) => ({ object: 'whatsapp_business_account', entry: [{ id: '1029', changes }] })

const sender = { profile: { name: 'Jo', username: 'jo.k' }, wa_id: '16505551234', user_id: 'US.13491208655302741918' }
const text = (id: string, body: string, more: object = {}) => ({
  from: '16505551234',
  from_user_id: 'US.13491208655302741918',
  id,
  timestamp: '1749416383',
  type: 'text',
  text: { body },
  ...more,
})

const eventsOf = (body: unknown) => readWebhook(body, number)?.events ?? null

describe('a webhook', () => {
  it('of two messages is two events, of the person by their business-scoped id', () => {
    const found = eventsOf(
      payload(change({ contacts: [sender], messages: [text('wamid.1', 'Hallo, größer?'), text('wamid.2', 'And this?')] })),
    )
    expect(found).toMatchObject([
      {
        kind: 'message',
        eventId: 'wamid.1',
        address: 'US.13491208655302741918',
        text: 'Hallo, größer?',
        sentAt: new Date('2025-06-08T20:59:43.000Z'),
        sender: { id: '16505551234', name: 'Jo', username: 'jo.k' },
      },
      { eventId: 'wamid.2' },
    ])
  })

  it('of a person without a number is understood', () => {
    const { from: _, ...message } = text('wamid.1', 'Hi')
    expect(eventsOf(payload(change({ contacts: [{ user_id: sender.user_id }], messages: [message] })))).toMatchObject([
      { address: sender.user_id, sender: { id: sender.user_id } },
    ])
  })

  it.each([
    ['image', { type: 'image', image: { id: 'media-1', mime_type: 'image/jpeg', caption: 'Is this it?' } }, 'Is this it?', 'image.jpg'],
    ['audio', { type: 'audio', audio: { id: 'media-1', mime_type: 'audio/ogg; codecs=opus', voice: true } }, '', 'audio.ogg'],
    ['document', { type: 'document', document: { id: 'media-1', mime_type: 'application/pdf', filename: 'bill.pdf' } }, '', 'bill.pdf'],
  ])('with %s names the file', (_, message, words, name) => {
    const [event] =
      eventsOf(payload(change({ contacts: [sender], messages: [text('wamid.1', '', { text: undefined, ...message })] }))) ?? []
    expect(event).toMatchObject({ text: words, files: [{ ref: 'media-1', name }] })
  })

  it.each([
    [{ type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'S', title: 'Small' } } }, 'Small'],
    [{ type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'product:1', title: 'Mug' } } }, 'Mug'],
    [{ type: 'button', button: { text: 'Yes', payload: 'y' } }, 'Yes'],
    [{ type: 'location', location: { latitude: 52.5, longitude: 13.4, name: 'Home' } }, 'Home\n52.5, 13.4'],
    [{ type: 'order', order: { product_items: [{ product_retailer_id: 'MUG-1', quantity: '2' }] } }, '2 × MUG-1'],
    [{ type: 'unsupported', errors: [{ code: 131051 }] }, ''],
  ])('reads %j', (message, words) => {
    expect(
      eventsOf(payload(change({ contacts: [sender], messages: [text('wamid.1', '', { text: undefined, ...message })] }))),
    ).toMatchObject([{ text: words }])
  })

  it('of reactions, other numbers and other fields brings nothing', () => {
    const messages = [text('wamid.1', '', { type: 'reaction', reaction: { emoji: '👍' } })]
    expect(eventsOf(payload(change({ contacts: [sender], messages })))).toEqual([])
    expect(eventsOf(payload(change({ messages: [text('wamid.1', 'Hi')] }, 'messages', '2')))).toEqual([])
    expect(eventsOf(payload(change({ messages: [text('wamid.1', 'Hi')] }, 'account_update')))).toEqual([])
  })

  it('of a new number moves the chat', () => {
    const messages = [text('wamid.1', '', { type: 'system', system: { type: 'user_changed_number', user_id: 'US.2' } })]
    expect(eventsOf(payload(change({ messages })))).toMatchObject([{ kind: 'moved', to: 'US.2' }])
  })

  it('of states is receipts, each once, with the reason of a failure and what is billed', () => {
    const state = (status: string, more: object = {}) => ({ id: 'wamid.9', status, timestamp: '1', recipient_user_id: 'US.1', ...more })
    const body = payload(
      change({
        statuses: [
          state('sent', { pricing: { billable: true, category: 'service' } }),
          state('failed', { errors: [{ code: 131047, title: 'Re-engagement message' }] }),
          state('warped'),
        ],
      }),
    )
    expect(eventsOf(body)).toMatchObject([
      { kind: 'receipt', eventId: 'wamid.9:sent', messageId: 'wamid.9', state: 'sent', reason: null },
      { eventId: 'wamid.9:failed', state: 'failed', reason: '131047 Re-engagement message' },
    ])
    expect(readWebhook(body, number)?.billed).toEqual([{ messageId: 'wamid.9', category: 'service' }])
  })

  it.each([null, {}, [], { object: 'page', entry: [] }, { object: 'whatsapp_business_account' }])('that is none: %j', body => {
    expect(readWebhook(body, number)).toBeNull()
  })
})
