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
