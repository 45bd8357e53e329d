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
    { phone: '0049 (170) 123-4567' },
    { phone: '+49 (0) 170 1234567' },
    { postcode: 'sw1a1aa' },
    { email: 'jo.kim@example.com', postcode: 'SW1A 1AA' },
  ])('by %j', proof => {
    expect(proven(proof)).toBe(true)
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
