import { createStripePayments } from '@craveva/core/billing/stripe-payment-provider'
import { randomFrom } from '@craveva/core/billing/testing/ledger-storm'
import { stormPaymentEvents } from '@craveva/core/billing/testing/payment-event-storm'
import { startStripeLikeServer } from '@craveva/core/billing/testing/stripe-like-server'
import { createTestApp } from '@craveva/core/testing/create-test-app'
import { openTestApp } from '../open-test-app.ts'
import type { Verification } from '../verification.ts'

/** 20 rounds are 2,000 payments. */
const paymentsPerRound = 100
const eventsPerPayment = 5

/** Lets payments be made while our servers hear nothing, then sends all events in any order, doubled, to both. */
export const paymentEvents: Verification = {
  name: 'payments',
  summary: 'events of payments doubled, disordered and late, at two servers: each is credited once',
  async run({ rounds, seed, log }) {
    const stripe = await startStripeLikeServer()
    const options = { secretKey: 'sk_test_1', webhookSecret: stripe.webhookSecret, apiBase: stripe.url, returnUrl: 'http://app.test/' }
    const app = await openTestApp({ planDefault: 'starter', payments: createStripePayments(options) })
    const other = await createTestApp({ planDefault: 'starter', payments: createStripePayments(options), besides: app })
    try {
      const random = randomFrom(seed)
      const total = { events: 0, credited: 0, invoiced: 0 }
      for (let round = 0; round < rounds; round++) {
        const storm = { stripe, apps: [app, other] as const, payments: paymentsPerRound, events: eventsPerPayment, random }
        const { events, credited, invoiced } = await stormPaymentEvents({ ...storm, apps: [...storm.apps] })
        total.events += events
        total.credited += credited
        total.invoiced += invoiced
        log(`round ${round + 1}, ${total.credited} credited`)
      }
      const tried = rounds * paymentsPerRound
      return {
        tried,
        counts: total,
        faults: { 'credited wrong': Math.abs(tried - total.credited), 'invoiced wrong': Math.abs(tried - total.invoiced) },
        notes: [],
      }
    } finally {
      await other.stop()
      await app.stop()
      await stripe.close()
    }
  },
}
