import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/create-test-app.ts'
import { openShop } from '../testing/open-shops.ts'
import { obedientModel, tallyReceipts } from '../testing/receipt-questions.ts'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ model: obedientModel(), egressAllow: ['127.0.0.1:*'] })
})
afterAll(() => app.stop())

test.each(['postgres', 'mysql'] as const)(
  'every receipt of %s reads equal while the data stands, and changed once it changed',
  async engine => {
    const shop = await openShop(engine)
    if (!shop) return console.warn(`${engine} is not tested: no server lets us in`)
    try {
      const tally = await tallyReceipts(app, shop, 9)
      expect(tally).toEqual({ questions: 9, receipts: 27, notEqual: 0, notChanged: 0, withoutReceipt: 0 })
    } finally {
      await shop.close()
    }
  },
)
