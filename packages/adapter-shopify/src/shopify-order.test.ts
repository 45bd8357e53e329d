import { expect, test } from 'vitest'
import { adminOrder, toShopOrder } from './shopify-order.ts'

test.each([
  ['PAID', 'UNFULFILLED', 'paid, being prepared'],
  ['PAID', 'FULFILLED', 'paid, fulfilled'],
  ['AUTHORIZED', 'IN_PROGRESS', 'payment reserved, being prepared'],
  ['PENDING', 'ON_HOLD', 'waiting for payment, on hold'],
  ['PARTIALLY_REFUNDED', 'PARTIALLY_FULFILLED', 'partly refunded, partly fulfilled'],
  ['REFUNDED', 'UNFULFILLED', 'refunded'],
  ['REFUNDED', 'FULFILLED', 'refunded, fulfilled'],
  ['VOIDED', 'OPEN', 'payment cancelled'],
  [null, 'SOMETHING_NEW', 'something new'],
  [null, null, ''],
])('an order that is %s and %s is shown as "%s"', (displayFinancialStatus, displayFulfillmentStatus, status) => {
  const bare = { name: '#1001', lineItems: { nodes: [] }, fulfillments: [], displayFinancialStatus, displayFulfillmentStatus }
  expect(toShopOrder(adminOrder.parse(bare)).status).toBe(status)
  expect(toShopOrder(adminOrder.parse({ ...bare, cancelledAt: '2026-11-20T09:30:00Z' })).status).toBe('cancelled')
})

test('a phone number that is kept as it is dialled at home is known with the code of its country too', () => {
  const bare = { name: '#1001', lineItems: { nodes: [] }, fulfillments: [], phone: '+49301234567' }
  const shippingAddress = { phone: '0170 1234567', zip: '10115', countryCodeV2: 'DE' }
  const { owner } = toShopOrder(
    adminOrder.parse({ ...bare, shippingAddress, billingAddress: { phone: null, zip: null, countryCodeV2: null } }),
  )
  expect(owner.phones).toEqual(['+49301234567', '0170 1234567', '+491701234567'])
})
