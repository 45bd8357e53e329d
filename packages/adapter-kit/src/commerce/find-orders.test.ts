import { expect, test } from 'vitest'
import type { Codes } from '../codes.ts'
import type { ToolVisitor } from '../tool.ts'
import { createAttempts } from './attempts.ts'
import { findOrders, type OrderQuestion } from './find-orders.ts'
import { orderCodes } from './order-codes.ts'
import type { OrderLookup, ShopOrder } from './shop.ts'
import { memoryStore } from './testing/memory-store.ts'

const order = (number: string, email: string | null): ShopOrder => ({
  number,
  owner: { customerId: '7', email, phones: ['+491701234567'], postcodes: ['10115'] },
  status: 'paid',
  placedAt: null,
  total: 25,
  currency: 'EUR',
  items: [],
  tracking: [],
})

/** Codes that remember what they were asked, and take one. */
function createShop(orders: readonly ShopOrder[], wait: number | null = null) {
  const sent: { visitor: string; about: string; address: string | null }[] = []
  const checked: { about: string; code: string }[] = []
  const codes: Codes = {
    async send(asked) {
      sent.push(asked)
      return wait
    },
    async check({ about, code }) {
      checked.push({ about, code })
      return code === '123456'
    },
  }
  const store = memoryStore()
  const needs = { attempts: createAttempts(store), codes: orderCodes('always', { codes, store }) }
  const ask = (question: Partial<OrderQuestion>, visitor: Partial<ToolVisitor> = {}) =>
    findOrders(
      { orders: async () => orders },
      needs,
      { id: 'conv_1', address: null, customerId: null, phone: null, ...visitor },
      { number: null, email: null, postcode: null, phone: null, ...question },
      AbortSignal.timeout(5000),
    )
  return { ask, sent, checked }
}

const right = { number: '#1001', email: 'jo@example.com' }

test('a code goes to the address of the order, and to nobody where there is none or it is another’s, with one answer', async () => {
  const { ask, sent } = createShop([order('#1001', 'Jo@example.com')])
  for (const question of [
    right,
    { number: '1001', postcode: '10115' },
    { ...right, email: 'sam@example.com' },
    { ...right, number: '4711' },
  ])
    expect(await ask(question)).toEqual({ kind: 'code' })
  expect(sent.map(({ about, address }) => [about, address])).toEqual([
    [expect.stringMatching(/^1001 .{43}$/), 'jo@example.com'],
    [sent[0]?.about, 'jo@example.com'],
    ['1001', null],
    ['4711', null],
  ])
})

test('a code that came to one person opens nothing of another whose order has the same number', async () => {
  const { ask, sent, checked } = createShop([order('#1001', 'jo@example.com'), order('1001', 'mallory@example.com')])
  await ask({ number: '1001', email: 'mallory@example.com' })
  await ask({ ...right, code: '123456' })
  expect(sent[0]?.address).toBe('mallory@example.com')
  expect(checked[0]?.about).not.toBe(sent[0]?.about)
})

test('a code goes to the very address of the order, not to one that only looks the same once it is read', async () => {
  const { ask, sent } = createShop([order('#1001', 'ﬁona@example.com')])
  await ask({ number: '1001', postcode: '10115' })
  expect(sent[0]?.address).toBe('ﬁona@example.com')
})

test('a signed-in customer hears of an order that is none of their newest, and of nobody else’s', async () => {
  const orders = [order('#1', 'jo@example.com'), { ...order('#2', 'jo@example.com'), owner: { ...order('', '').owner, customerId: '8' } }]
  const shop = { orders: async ({ kind }: OrderLookup) => (kind === 'number' ? orders : []) }
  const visitor = { id: 'conv_1', address: null, customerId: '7', phone: null }
  const nothing = { email: null, postcode: null, phone: null }
  const ask = (number: string) =>
    findOrders(shop, { attempts: createAttempts(memoryStore()) }, visitor, { ...nothing, number }, AbortSignal.timeout(5000))
  expect(await ask('1')).toMatchObject({ kind: 'orders', orders: [{ number: '#1' }] })
  expect(await ask('2')).toEqual({ kind: 'ask', missing: ['proof'] })
})

test('who has the code sees the order, and who has not does not', async () => {
  const { ask, checked } = createShop([order('#1001', 'jo@example.com')])
  expect(await ask({ ...right, code: '123 456' })).toMatchObject({ kind: 'orders', orders: [{ number: '#1001' }] })
  for (const code of ['654321', 'x', ' ', '1234567']) expect((await ask({ ...right, code })).kind).toBe('wrong-code')
  // The right code of something else.
  expect(await ask({ number: '4711', email: 'jo@example.com', code: '123456' })).toEqual({ kind: 'wrong-code' })
  expect(await ask({ number: '1001', email: 'sam@example.com', code: '123456' })).toEqual({ kind: 'wrong-code' })
  expect(checked.map(({ code }) => code)).toEqual(['123456', '654321', '-', '-', '1234567', '123456', '123456'])
  expect(await ask({ number: '1001', code: '123456' })).toEqual({ kind: 'ask', missing: ['proof'] })
})

test('who is signed in needs none; who is in no conversation gets none; nor do orders of two people or of nobody', async () => {
  const { ask, sent } = createShop([order('#1001', 'jo@example.com')])
  expect(await ask({}, { customerId: '7' })).toMatchObject({ kind: 'orders' })
  expect(await ask(right, { id: 'exec_1' })).toEqual({ kind: 'no-conversation' })
  expect(sent).toEqual([])
  for (const orders of [[order('1001', 'jo@example.com'), order('1001', 'sam@example.com')], [order('1001', null)]]) {
    const other = createShop(orders)
    expect(await other.ask({ number: '1001', postcode: '10115' })).toEqual({ kind: 'code' })
    expect(other.sent).toMatchObject([{ address: null }])
  }
})

test('tries are limited: of proofs, of codes, and as many as are mailed', async () => {
  const { ask, sent, checked } = createShop([])
  for (let time = 0; time < 30; time++) await ask(right)
  for (let time = 0; time < 30; time++) await ask({ ...right, code: '000000' })
  expect([sent.length, checked.length]).toEqual([5, 20])
  expect(await createShop([], 12).ask(right)).toEqual({ kind: 'wait', minutes: 12 })
})

test('without mail there are no orders where codes are wanted', () => {
  expect(() => orderCodes('always', { store: memoryStore() })).toThrow('Codes for orders are wanted')
  expect(orderCodes('never', { store: memoryStore() })).toBeNull()
  expect(orderCodes(undefined, { store: memoryStore() })).toBeNull()
})
