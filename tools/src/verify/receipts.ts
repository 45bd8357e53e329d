import { openShop } from '@craveva/core/sources/testing/open-shops'
import { obedientModel, tallyReceipts } from '@craveva/core/sources/testing/receipt-questions'
import { openTestDatabase } from './open-live.ts'
import type { Verification } from './verification.ts'

/** Asks an agent over two shops; each receipt is checked while the data stands and after it changed. 25 questions a round, half of them each. */
export const receipts: Verification = {
  name: 'receipts',
  summary: 'questions over PostgreSQL and MariaDB: receipts equal while data stands, changed afterwards; 25 questions a round',
  async run({ rounds, log }) {
    const { app, serverUrl } = await openTestDatabase({ model: obedientModel(), egressAllow: ['127.0.0.1:*'] })
    const notes: string[] = []
    const counts = { receipts: 0 }
    const faults = { 'not equal': 0, 'change not seen': 0, 'without a receipt': 0 }
    let tried = 0
    try {
      for (const engine of ['postgres', 'mysql'] as const) {
        const shop = await openShop(engine, serverUrl)
        if (!shop) {
          notes.push(`${engine} is not tried: no server at 127.0.0.1:3306 lets root in without a password`)
          continue
        }
        const tally = await tallyReceipts(app, shop, Math.ceil((rounds * 25) / 2))
        tried += tally.questions
        counts.receipts += tally.receipts
        faults['not equal'] += tally.notEqual
        faults['change not seen'] += tally.notChanged
        faults['without a receipt'] += tally.withoutReceipt
        log(`${engine}: ${JSON.stringify(tally)}`)
        await shop.close()
      }
    } finally {
      await app.stop()
    }
    return { tried, counts, faults, notes }
  },
}
