import { describe, expect, it } from 'vitest'
import { isProven, type OrderProof } from './order-proof.ts'
import type { ShopOrder } from './shop.ts'

const order = (more: Partial<ShopOrder['owner']> = {}): ShopOrder => ({
  number: '#1001',
  owner: { customerId: '7', email: 'Jo.Kim@Example.com', phones: ['+49 170 1234567'], postcodes: ['SW1A 1AA'], ...more },
  status: 'shipped',
  placedAt: null,
  total: 10,
  currency: 'EUR',
  items: [],
  tracking: [],
})

const nothing = { email: null, postcode: null, phone: null }
const proven = (proof: Partial<OrderProof>, owner: Partial<ShopOrder['owner']> = {}) =>
  isProven(order(owner), { number: '1001', ...nothing, ...proof })

describe('an order is proven', () => {
  it.each<Partial<OrderProof>>([
    { email: 'jo.kim@example.com' },
    { email: ' JO.KIM@EXAMPLE.COM ' },
    { number: '#1001', email: 'jo.kim@example.com' },
    { number: 'Order no. 1001', email: 'jo.kim@example.com' },
    { number: 'Bestellung Nr. 1001', email: 'jo.kim@example.com' },
    { number: 'n° 1001', email: 'jo.kim@example.com' },
    { number: '№1001', email: 'jo.kim@example.com' },
    { number: '注文番号：１００１', email: 'jo.kim@example.com' },
    { phone: '0049 (170) 123-4567' },
    { phone: '+49 (0) 170 1234567' },
    { postcode: 'sw1a1aa' },
    { email: 'jo.kim@example.com', postcode: 'SW1A 1AA' },
  ])('by %j', proof => {
    expect(proven(proof)).toBe(true)
  })
})

it('a Mexican mobile number is the same with the 1 of old and without', () => {
  expect(proven({ phone: '+52 1 55 1234 5678' }, { phones: ['+52 55 1234 5678'] })).toBe(true)
  expect(proven({ phone: '+52 1 55 1234 567' }, { phones: ['+52 55 1234 567'] })).toBe(false)
})

describe('a number with letters of the shop', () => {
  it.each(['NO-1001', 'NR1001', 'ORDER-1001', 'N1001', 'Order1001'])('is %s itself, with a word before it or not', number => {
    const own = { ...order(), number: `#${number}` }
    for (const given of [number, `#${number}`, `order ${number.toLowerCase()}`, `Nr. ${number}`])
      expect(isProven(own, { ...nothing, number: given, email: 'jo.kim@example.com' }), given).toBe(true)
    expect(isProven(own, { ...nothing, number: '1001', email: 'jo.kim@example.com' })).toBe(false)
  })
})

describe('it is not', () => {
  it.each<Partial<OrderProof>>([
    {},
    { email: '' },
    { email: 'jokim@example.com' },
    { email: 'jo.kim+1@example.com' },
    { email: 'jo.kim@example.co' },
    { email: '%@example.com' },
    { email: '*' },
    { email: 'jo.kim@example.com OR 1=1' },
    { number: '100', email: 'jo.kim@example.com' },
    { number: '10010', email: 'jo.kim@example.com' },
    { number: 'SO-1001', email: 'jo.kim@example.com' },
    { number: '', email: 'jo.kim@example.com' },
    { number: 'NO1001', email: 'jo.kim@example.com' },
    { number: 'NO-1001', email: 'jo.kim@example.com' },
    { number: 'order no.', email: 'jo.kim@example.com' },
    { number: '*', email: 'jo.kim@example.com' },
    { phone: '1234567' },
    { phone: '0170 1234567' },
    { postcode: 'SW1A' },
    { email: 'jo.kim@example.com', postcode: '10115' },
  ])('by %j', proof => {
    expect(proven(proof)).toBe(false)
  })

  it.each<[Partial<OrderProof>, Partial<ShopOrder['owner']>]>([
    [{ email: '' }, { email: '' }],
    [{ email: 'null' }, { email: null }],
    [{ phone: '' }, { phones: [''] }],
    [{ postcode: '' }, { postcodes: [''] }],
    [{ postcode: '-' }, { postcodes: ['-'] }],
  ])('by %j where the order has %j', (proof, owner) => {
    expect(proven(proof, owner)).toBe(false)
  })
})
