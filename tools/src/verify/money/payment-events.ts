import { createStripePayments } from '@craveva/core/billing/stripe-payment-provider'
import { randomFrom } from '@craveva/core/billing/testing/ledger-storm'
import { stormPaymentEvents } from '@craveva/core/billing/testing/payment-event-storm'
import { startStripeLikeServer } from '@craveva/core/billing/testing/stripe-like-server'
import { createTestApp } from '@craveva/core/testing/create-test-app'
import { openTestApp } from '../open-test-app.ts'
import type { Verification } from '../verification.ts'

/** 20 rounds are 2,000 payments. */
const paymentsPerRound = 100

/** Lets payments be made, refunded and disputed, while the events about it come late, in any order and doubled, to both servers. */
export const paymentEvents: Verification = {
  name: 'payments',
  summary: 'events of payments, refunds and disputes, doubled, disordered and late, at two servers: each is booked once',
  async run({ rounds, seed, log }) {
    const stripe = await startStripeLikeServer()
    const options = { secretKey: 'sk_test_1', webhookSecret: stripe.webhookSecret, apiBase: stripe.url, returnUrl: 'http://app.test/' }
    const app = await openTestApp({ planDefault: 'starter', payments: createStripePayments(options) })
    const other = await createTestApp({ planDefault: 'starter', payments: createStripePayments(options), besides: app })
    try {
      const random = randomFrom(seed)
      const total = { events: 0, credited: 0, expected: 0, invoiced: 0 }
      let wrongRounds = 0
      for (let round = 0; round < rounds; round++) {
        const { events, credited, expected, invoiced } = await stormPaymentEvents({
          stripe,
          apps: [app, other],
          payments: paymentsPerRound,
          random,
        })
        total.events += events
        total.credited += credited
        total.expected += expected
        if (credited !== expected) wrongRounds++
        total.invoiced += invoiced
        log(`round ${round + 1}, ${total.credited} credits of ${total.expected}`)
      }
      const tried = rounds * paymentsPerRound
      return {
        tried,
        counts: total,
        faults: { 'companies credited wrong': wrongRounds, 'invoiced wrong': Math.abs(tried - total.invoiced) },
        notes: [],
      }
    } finally {
      await other.stop()
      await app.stop()
      await stripe.close()
    }
  },
}
