import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'
import { chargeUse } from './charge-use.ts'
import { toMicro } from './credits.ts'
import { takeOver } from './payment-events.ts'
import { reconcilePayments } from './reconcile-payments.ts'
import { createStripePayments } from './stripe-payment-provider.ts'
import { randomFrom } from './testing/ledger-storm.ts'
import { stormPaymentEvents } from './testing/payment-event-storm.ts'
import { type StripeLikeServer, startStripeLikeServer } from './testing/stripe-like-server.ts'

let stripe: StripeLikeServer
let app: TestApp
let other: TestApp

beforeAll(async () => {
  stripe = await startStripeLikeServer()
  const options = {
    secretKey: 'sk_test_1',
    webhookSecret: stripe.webhookSecret,
    apiBase: stripe.url,
    returnUrl: 'http://app.test/console/billing',
  }
  app = await createTestApp({ planDefault: 'starter', payments: createStripePayments(options) })
  other = await createTestApp({ planDefault: 'starter', payments: createStripePayments(options), besides: app })
})
afterAll(async () => {
  await other.stop()
  await app.stop()
  await stripe.close()
})

const credits = async (owner: TestClient): Promise<number> => (await owner.get('/billing/credits')).body.credits
const topUp = (owner: TestClient, payment_method_id: string, amount = 500, headers = {}) =>
  owner.post('/billing/credits/topup', { amount, payment_method_id }, { headers })
const paymentOf = async (owner: TestClient, id: string) => (await owner.get(`/billing/payments/${id}`)).body.payment
const intentOf = (paymentId: string) => {
  const found = [...stripe.intents.values()].find(({ metadata }) => (metadata as Record<string, string>).payment_id === paymentId)
  if (!found) throw new Error('no such payment at the provider')
  return found
}

/** Sends an event as the provider would, to one of the servers. */
async function send({ raw, signature }: { raw: string; signature: string }, to = app) {
  const headers = { 'stripe-signature': signature, 'content-type': 'application/json' }
  const response = await fetch(`${to.apiUrl}/billing/payment-events`, { method: 'POST', body: raw, headers })
  return response.status
}

describe('with a card', () => {
  test('a top-up is paid at once, and its card can be saved', async () => {
    const owner = await app.signUp()
    const card = await owner.post('/billing/payment-methods', { payment_method: 'pm_card_visa' })
    expect(card.body.payment_method).toMatchObject({ brand: 'visa', last4: '4242', is_default: true, test: true })
    const paid = await topUp(owner, card.body.payment_method.id)
    expect(paid.body).toMatchObject({ credits: 1500, status: 'paid', action: null, test: true })
    expect(intentOf(paid.body.transaction_id)).toMatchObject({ amount: 500, currency: 'usd', status: 'succeeded' })
    expect((await owner.delete(`/billing/payment-methods/${card.body.payment_method.id}`)).status).toBe(200)
    expect(stripe.calls.filter(call => call.endsWith('/detach'))).toHaveLength(1)
  })

  test('that is declined nothing changes', async () => {
    const owner = await app.signUp()
    const declined = await topUp(owner, 'pm_card_chargeDeclined')
    expect(declined.status).toBe(402)
    expect(declined.body).toMatchObject({ code: 'PAYMENT_DECLINED', message: 'Your card was declined.' })
    expect((await topUp(owner, 'nonsense')).status).toBe(402)
    expect(await credits(owner)).toBe(1000)
  })

  test('that the bank must confirm the payer is sent there; confirmed, it is credited once', async () => {
    const owner = await app.signUp()
    const begun = await topUp(owner, 'pm_card_authenticationRequired')
    expect(begun.body).toMatchObject({
      credits: 1000,
      status: 'requires_action',
      invoice_id: null,
      action: { url: expect.stringMatching(/^https:/) },
    })
    const id = begun.body.transaction_id
    expect((await paymentOf(owner, id)).status).toBe('requires_action')
    stripe.confirm(intentOf(id).id, true)
    const event = stripe.eventOf('payment_intent.succeeded', intentOf(id))
    expect(await Promise.all([send(event), send(event, other), paymentOf(owner, id).then(() => 200)])).toEqual([200, 200, 200])
    await waitFor(async () => (await credits(owner)) === 1500)
    expect(await paymentOf(owner, id)).toMatchObject({ status: 'paid', action: null, invoice_id: expect.stringMatching(/^inv_/) })
    expect((await owner.get('/billing/invoices')).body.total).toBe(1)
  })

  test('that the bank refuses it is declined; what is paid in the end counts all the same', async () => {
    const owner = await app.signUp()
    const id = (await topUp(owner, 'pm_card_authenticationRequired')).body.transaction_id
    stripe.confirm(intentOf(id).id, false)
    await send(stripe.eventOf('payment_intent.payment_failed', intentOf(id)))
    await waitFor(async () => (await paymentOf(owner, id)).status === 'declined')
    stripe.confirm(intentOf(id).id, true)
    await send(stripe.eventOf('payment_intent.succeeded', intentOf(id)))
    await waitFor(async () => (await credits(owner)) === 1500)
  })
})

test('a network that breaks, before or after the work, charges once', async () => {
  const owner = await app.signUp()
  for (const [round, when] of (['before', 'after'] as const).entries()) {
    stripe.breakNext(1, when)
    const paid = await topUp(owner, 'pm_card_visa', 100)
    expect(paid.body.status).toBe('paid')
    expect(await credits(owner)).toBe(1100 + round * 100)
  }
  const companyId = (await owner.get('/auth/me')).body.user.company_id
  const ours = [...stripe.intents.values()].filter(({ metadata }) => (metadata as Record<string, string>).company_id === companyId)
  expect(ours).toHaveLength(2)
})

describe('a page of the provider', () => {
  test('takes a payment and keeps the card', async () => {
    const owner = await app.signUp()
    const { url } = (await owner.post('/billing/checkout', { purpose: 'top_up', amount: 700 })).body
    const { session, intent } = stripe.finishPage(url.split('/').at(-1), 'pm_card_visa')
    await send(stripe.eventOf('checkout.session.completed', session))
    if (intent) await send(stripe.eventOf('payment_intent.succeeded', intent), other)
    await waitFor(async () => (await credits(owner)) === 1700)
    await waitFor(async () => (await owner.get('/billing/payment-methods')).body.payment_methods.length === 1)
    expect((await owner.post('/billing/credits/topup', { amount: 100 })).body).toMatchObject({ credits: 1800, status: 'paid' })
  })

  test('takes a card alone', async () => {
    const owner = await app.signUp()
    const { url } = (await owner.post('/billing/checkout', { purpose: 'payment_method' })).body
    const { session } = stripe.finishPage(url.split('/').at(-1), 'pm_card_visa')
    await send(stripe.eventOf('checkout.session.completed', session))
    await waitFor(async () => (await owner.get('/billing/payment-methods')).body.payment_methods.length === 1)
    expect((await owner.get('/billing/payment-methods')).body.payment_methods[0]).toMatchObject({ is_default: true })
    expect((await owner.post('/billing/checkout', { purpose: 'top_up' })).status).toBe(400)
  })
})

describe('an event', () => {
  test('that is not signed, or signed by another, or old, changes nothing', async () => {
    const owner = await app.signUp()
    const id = (await topUp(owner, 'pm_card_authenticationRequired')).body.transaction_id
    const { raw, signature } = stripe.eventOf('payment_intent.succeeded', intentOf(id))
    const before = stripe.calls.length
    for (const forged of ['', 'nonsense', signature.replace('v1=', 'v1=0'), `${signature.slice(0, -1)}0${signature.slice(-1)}`])
      expect(await send({ raw, signature: forged })).toBe(401)
    expect(await send({ raw: `${raw} `, signature })).toBe(401)
    expect(await send(stripe.eventOf('payment_intent.succeeded', intentOf(id), Date.now() - 3_600_000))).toBe(401)
    expect(stripe.calls).toHaveLength(before)
    const { events } = await app.core.services.pool
      .selectFrom('payment_events')
      .select(eb => eb.fn.countAll<number>().as('events'))
      .where('reference', '=', intentOf(id).id)
      .executeTakeFirstOrThrow()
    expect(events).toBe(0)
  })

  test('that lies about what happened is not believed: the provider is asked', async () => {
    const owner = await app.signUp()
    const id = (await topUp(owner, 'pm_card_authenticationRequired')).body.transaction_id
    expect(await send(stripe.eventOf('payment_intent.succeeded', { ...intentOf(id), status: 'succeeded' }))).toBe(200)
    await waitFor(async () => (await paymentOf(owner, id)).status === 'requires_action')
    expect(await credits(owner)).toBe(1000)
  })

  test('is not taken where there is no provider that sends any', async () => {
    const plain = await createTestApp()
    expect(await send(stripe.eventOf('payment_intent.succeeded', { id: 'pi_1', object: 'payment_intent' }), plain)).toBe(404)
    await plain.stop()
  })
})

describe('money that goes back', () => {
  test('takes its credits back, as far as they are there, once for each refund', async () => {
    const owner = await app.signUp()
    const id = (await topUp(owner, 'pm_card_visa', 1000)).body.transaction_id
    const refund = stripe.refund(intentOf(id).id, 400)
    for (const to of [app, other, app]) await send(stripe.eventOf('refund.created', refund), to)
    await waitFor(async () => (await credits(owner)) === 1600)
    stripe.refund(intentOf(id).id, 600)
    await send(stripe.eventOf('charge.refunded', { id: 'ch_1', object: 'charge', payment_intent: intentOf(id).id }))
    await waitFor(async () => (await credits(owner)) === 1000)
    expect(await paymentOf(owner, id)).toMatchObject({ status: 'paid', refunded: 10 })
    expect((await owner.get('/billing/invoices')).body.invoices[0].status).toBe('refunded')
  })

  test('by a refund that fails days later comes again, once, and what was read before does not undo it', async () => {
    const owner = await app.signUp()
    const id = (await topUp(owner, 'pm_card_visa', 1000)).body.transaction_id
    const [first, second] = [stripe.refund(intentOf(id).id, 400), stripe.refund(intentOf(id).id, 600)]
    await send(stripe.eventOf('refund.created', first))
    await waitFor(async () => (await credits(owner)) === 1000)
    expect((await owner.get('/billing/invoices')).body.invoices[0].status).toBe('refunded')
    const earlier = await app.core.services.payments.hosted?.look(intentOf(id).id)
    const failed = stripe.failRefund(second.id)
    for (const to of [app, other, app]) await send(stripe.eventOf('refund.failed', failed), to)
    await waitFor(async () => (await credits(owner)) === 1600)
    if (earlier) await takeOver(app.core.services, earlier)
    expect(await credits(owner)).toBe(1600)
    expect(await paymentOf(owner, id)).toMatchObject({ status: 'paid', refunded: 4 })
    expect((await owner.get('/billing/invoices')).body.invoices[0].status).toBe('paid')
  })

  test('that was spent already is not given a second time when its refund fails', async () => {
    const owner = await app.signUp()
    const id = (await topUp(owner, 'pm_card_visa', 1000)).body.transaction_id
    const companyId = (await owner.get('/auth/me')).body.user.company_id
    const cost = toMicro(1700)
    await inCompany(app.core.services.pool, companyId, db =>
      chargeUse(db, companyId, { operation: 'data_query', source: 'query_1', agentId: null, channel: 'api', cost }),
    )
    const refund = stripe.refund(intentOf(id).id, 1000)
    await send(stripe.eventOf('refund.created', refund))
    await waitFor(async () => (await credits(owner)) === 0)
    await send(stripe.eventOf('refund.failed', stripe.failRefund(refund.id)))
    await waitFor(async () => (await paymentOf(owner, id)).refunded === 0)
    expect(await credits(owner)).toBe(300)
  })

  test('for a dispute is not forgotten by what was read before it', async () => {
    const owner = await app.signUp()
    const id = (await topUp(owner, 'pm_card_visa', 500)).body.transaction_id
    const earlier = await app.core.services.payments.hosted?.look(intentOf(id).id)
    await send(stripe.eventOf('charge.dispute.created', stripe.dispute(intentOf(id).id, 'needs_response')))
    await waitFor(async () => (await credits(owner)) === 1000)
    if (earlier) await takeOver(app.core.services, earlier)
    expect(await paymentOf(owner, id)).toMatchObject({ disputed: true })
  })

  test('for a dispute comes again when that is won', async () => {
    const owner = await app.signUp()
    const id = (await topUp(owner, 'pm_card_visa', 500)).body.transaction_id
    await send(stripe.eventOf('charge.dispute.created', stripe.dispute(intentOf(id).id, 'needs_response')))
    await waitFor(async () => (await credits(owner)) === 1000)
    expect(await paymentOf(owner, id)).toMatchObject({ disputed: true })
    await send(stripe.eventOf('charge.dispute.closed', stripe.dispute(intentOf(id).id, 'won')))
    await waitFor(async () => (await credits(owner)) === 1500)
    expect(await paymentOf(owner, id)).toMatchObject({ disputed: false })
  })
})

test('what no event told of is found by comparing', async () => {
  const owner = await app.signUp()
  const id = (await topUp(owner, 'pm_card_authenticationRequired')).body.transaction_id
  stripe.confirm(intentOf(id).id, true)
  const mended = await Promise.all([reconcilePayments(app.core.services), reconcilePayments(other.core.services)])
  expect(Math.max(...mended)).toBeGreaterThanOrEqual(1)
  expect(await credits(owner)).toBe(1500)
  expect(await reconcilePayments(app.core.services)).toBe(0)
})

test('so are refunds that no event told of, also that they failed', async () => {
  const owner = await app.signUp()
  const id = (await topUp(owner, 'pm_card_visa', 500)).body.transaction_id
  const refund = stripe.refund(intentOf(id).id, 500)
  expect(await reconcilePayments(app.core.services)).toBe(1)
  expect(await credits(owner)).toBe(1000)
  stripe.failRefund(refund.id)
  expect(await reconcilePayments(app.core.services)).toBe(1)
  expect(await credits(owner)).toBe(1500)
  expect(await reconcilePayments(app.core.services)).toBe(0)
})

test('events of payments, in any order, doubled and late, credit each once', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const storm = { stripe, apps: [app, other] as [TestApp, TestApp], payments: 25, random: randomFrom(seed) }
  const { credited, expected, invoiced } = await stormPaymentEvents(storm)
  expect({ credited, invoiced }, `seed ${seed}`).toEqual({ credited: expected, invoiced: 25 })
})
