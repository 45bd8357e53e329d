import type { PlanName } from '@craveva/contract/billing'
import { execute } from '@craveva/testing/execute'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'
import { openMissingAccounts, sweepBilling } from './sweep-billing.ts'

const apps: Partial<Record<PlanName, TestApp>> = {}

beforeAll(async () => {
  apps.enterprise = await createTestApp()
  apps.starter = await createTestApp({ planDefault: 'starter' })
})
afterAll(() => Promise.all(Object.values(apps).map(app => app.stop())))

const app = (plan: PlanName) => {
  const found = apps[plan]
  if (!found) throw new Error(`no app for ${plan}`)
  return found
}
const companyOf = async (owner: TestClient): Promise<string> => (await owner.get('/auth/me')).body.user.company_id
const credits = async (owner: TestClient): Promise<number> => (await owner.get('/billing/credits')).body.credits

describe('a company begins', () => {
  test('on its own server with a metered plan', async () => {
    const owner = await app('enterprise').signUp()
    const { subscription } = (await owner.get('/billing/subscription')).body
    expect(subscription).toMatchObject({ plan: 'enterprise', status: 'active', credits_remaining: 10_000 })
    expect(Date.parse(subscription.current_period_end)).toBeGreaterThan(Date.now() + 27 * 86_400_000)
    expect((await owner.get('/billing/credits')).body).toEqual({ credits: 10_000, total_credits: 10_000, used_credits: 0, held_credits: 0 })
  })

  test('at a service with a trial', async () => {
    const owner = await app('starter').signUp()
    const { subscription } = (await owner.get('/billing/subscription')).body
    expect(subscription).toMatchObject({ plan: 'starter', status: 'trialing', credits_remaining: 1000 })
    expect(Math.round((Date.parse(subscription.current_period_end) - Date.now()) / 86_400_000)).toBe(14)
  })

  test('also when it was founded before there was billing', async () => {
    const { core, databaseUrl, signUp } = app('starter')
    const owner = await signUp()
    const companyId = await companyOf(owner)
    for (const table of ['credit_balances', 'subscriptions', 'billing_tasks'])
      await execute(databaseUrl, `delete from ${table} where company_id = '${companyId}'`)
    expect((await owner.get('/billing/subscription')).status).toBe(404)
    await openMissingAccounts(core.services, 'starter')
    expect(await credits(owner)).toBe(1000)
  })
})

test('not even the API can change a balance or an entry', async () => {
  const { core, signUp } = app('starter')
  const companyId = await companyOf(await signUp())
  for (const forbidden of [
    'update credit_balances set available = 5',
    'delete from credit_balances',
    'update ledger set available = 5',
    'delete from ledger',
  ])
    await expect(inCompany(core.services.pool, companyId, db => sql.raw(forbidden).execute(db))).rejects.toThrow(/permission denied/)
})

describe('a top-up', () => {
  test('with a saved card adds credits and writes an invoice that says test', async () => {
    const owner = await app('starter').signUp()
    const card = await owner.post('/billing/payment-methods', { payment_method: 'pm_card_visa' })
    expect(card.body.payment_method).toMatchObject({ type: 'card', last4: '4242', brand: 'visa', is_default: true, test: true })
    const bought = await owner.post('/billing/credits/topup', { amount: 1000, payment_method_id: card.body.payment_method.id })
    expect(bought.body).toMatchObject({ credits: 2000, test: true })
    expect(bought.body.transaction_id).toMatch(/^txn_/)
    const { invoices } = (await owner.get('/billing/invoices')).body
    expect(invoices).toMatchObject([
      {
        amount: 10,
        currency: 'USD',
        status: 'paid',
        number: 'INV-000001',
        test: true,
        lines: [{ description: 'Credits (test)', quantity: 1000, amount: 10 }],
      },
    ])
    expect((await owner.get(`/billing/invoices/${invoices[0].invoice_id}`)).body.invoice).toEqual(invoices[0])
    const { transactions } = (await owner.get('/billing/credits/transactions')).body
    expect(transactions.map(({ kind, credits: amount }: { kind: string; credits: number }) => [kind, amount])).toEqual([
      ['grant', 1000],
      ['grant', 1000],
    ])
  })

  test('with a declined card changes nothing, and says why', async () => {
    const owner = await app('starter').signUp()
    const declined = await owner.post('/billing/credits/topup', { amount: 1000, payment_method_id: 'pm_card_chargeDeclined' })
    expect(declined.status).toBe(402)
    expect(declined.body).toMatchObject({ code: 'PAYMENT_DECLINED', message: expect.stringMatching(/declined. Ask your bank/) })
    expect(await credits(owner)).toBe(1000)
    expect((await owner.get('/billing/invoices')).body.total).toBe(0)
    expect((await owner.post('/billing/payment-methods', { payment_method: 'pm_card_chargeDeclined' })).status).toBe(402)
    expect((await owner.post('/billing/credits/topup', { amount: 1000 })).body.details).toHaveProperty('payment_method_id')
    expect((await owner.post('/billing/credits/topup', { amount: 10 })).status).toBe(400)
  })

  test('sent many times under one key happens once', async () => {
    const owner = await app('starter').signUp()
    const headers = { 'idempotency-key': 'order 66' }
    const body = { amount: 500, payment_method_id: 'pm_card_visa' }
    const answers = await Promise.all(Array.from({ length: 8 }, () => owner.post('/billing/credits/topup', body, { headers })))
    const again = await owner.post('/billing/credits/topup', body, { headers })
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect(again.status).toBe(200)
    expect(await credits(owner)).toBe(1500)
  })

  test('whose server died after the payment is seen through by another, once', async () => {
    const owner = await app('starter').signUp()
    const companyId = await companyOf(owner)
    const { services } = app('starter').core
    let died = false
    const dying = { ...services, payments: { ...services.payments, collect: async () => Promise.reject(new Error('the server died')) } }
    const { pay } = await import('./payments.service.ts')
    await pay(dying, companyId, { purpose: 'top_up', credits: 700 }, { method: 'pm_card_visa', key: 'one' }).catch(() => {
      died = true
    })
    expect(died).toBe(true)
    expect(await credits(owner)).toBe(1000)
    await sql`update billing_tasks set due_at = now() where company_id = ${companyId} and kind = 'payment'`.execute(services.pool)
    await Promise.all([sweepBilling(services), sweepBilling(services)])
    await pay(services, companyId, { purpose: 'top_up', credits: 700 }, { method: 'pm_card_visa', key: 'one' })
    expect(await credits(owner)).toBe(1700)
    expect((await owner.get('/billing/invoices')).body.total).toBe(1)
  })
})

test('payment methods: the first is the default, another can be, and one that goes makes room', async () => {
  const owner = await app('starter').signUp()
  const add = async (payment_method: string) => (await owner.post('/billing/payment-methods', { payment_method })).body.payment_method.id
  const visa = await add('pm_card_visa')
  const amex = await add('pm_card_amex')
  const defaults = async () =>
    (await owner.get('/billing/payment-methods')).body.payment_methods
      .filter((method: { is_default: boolean }) => method.is_default)
      .map(({ id }: { id: string }) => id)
  expect(await defaults()).toEqual([visa])
  expect((await owner.put(`/billing/payment-methods/${amex}/default`)).body.payment_method).toMatchObject({ id: amex, is_default: true })
  expect(await defaults()).toEqual([amex])
  expect((await owner.delete(`/billing/payment-methods/${amex}`)).status).toBe(200)
  expect(await defaults()).toEqual([visa])
  const other = await app('starter').signUp()
  expect((await other.delete(`/billing/payment-methods/${visa}`)).status).toBe(404)
  expect((await other.post('/billing/credits/topup', { amount: 100, payment_method_id: visa })).status).toBe(402)
})

describe('a plan', () => {
  test('is changed at once, paid, and what was bought stays', async () => {
    const owner = await app('starter').signUp()
    expect((await owner.put('/billing/subscription', { plan: 'growth' })).status).toBe(400)
    await owner.post('/billing/payment-methods', { payment_method: 'pm_card_visa' })
    await owner.post('/billing/credits/topup', { amount: 300 })
    const changed = await owner.put('/billing/subscription', { plan: 'growth' })
    expect(changed.body.subscription).toMatchObject({ plan: 'growth', status: 'active', credits_remaining: 25_300 })
    expect((await owner.put('/billing/subscription', { plan: 'growth' })).body.subscription.credits_remaining).toBe(25_300)
    expect((await owner.get('/billing/invoices')).body.invoices[0]).toMatchObject({ amount: 199, number: 'INV-000002' })
    expect((await owner.put('/billing/subscription', { plan: 'enterprise' })).status).toBe(409)
    const { plans } = (await owner.get('/billing/plans')).body
    expect(plans.map(({ plan, available }: { plan: string; available: boolean }) => [plan, available])).toEqual([
      ['starter', true],
      ['growth', true],
      ['enterprise', false],
    ])
  })

  test('that is dearer takes off what is unused of the one before; a cheaper one begins with the next period', async () => {
    const owner = await app('starter').signUp()
    await owner.post('/billing/payment-methods', { payment_method: 'pm_card_visa' })
    await owner.put('/billing/subscription', { plan: 'starter' })
    await owner.put('/billing/subscription', { plan: 'growth' })
    const [invoice] = (await owner.get('/billing/invoices')).body.invoices
    // Nothing of the plan's credits was used, and next to nothing of its time.
    expect(invoice).toMatchObject({ lines: [{ amount: 199 }, { description: 'Unused part of the plan before' }] })
    expect(invoice.amount).toBeGreaterThanOrEqual(199 - 29)
    expect(invoice.amount).toBeLessThan(199 - 28)
    const down = await owner.put('/billing/subscription', { plan: 'starter' })
    expect(down.body.subscription).toMatchObject({ plan: 'growth', next_plan: 'starter', credits_remaining: 25_000 })
    expect((await owner.put('/billing/subscription', { plan: 'growth' })).body.subscription.next_plan).toBe(null)
    await owner.put('/billing/subscription', { plan: 'starter' })
    await endPeriod(owner, 'starter')
    await Promise.all([sweepBilling(app('starter').core.services), sweepBilling(app('starter').core.services)])
    const after = (await owner.get('/billing/subscription')).body.subscription
    expect(after).toMatchObject({ plan: 'starter', status: 'active', next_plan: null, credits_remaining: 3000 })
    expect((await owner.get('/billing/invoices')).body).toMatchObject({ total: 3, invoices: [{ amount: 29 }, {}, {}] })
  })

  test('leads to an invoice that prints, with nothing in it that could run', async () => {
    const owner = await app('starter').signUp()
    await owner.post('/billing/credits/topup', { amount: 1000, payment_method_id: 'pm_card_visa' })
    const { company_id } = (await owner.get('/auth/me')).body.user
    await owner.put(`/companies/${company_id}`, { name: '<script>alert(1)</script> & Sons' })
    const [{ invoice_id }] = (await owner.get('/billing/invoices')).body.invoices
    const page = await fetch(`${app('starter').apiUrl}/billing/invoices/${invoice_id}/page`, {
      headers: { authorization: `Bearer ${owner.token}` },
    })
    expect(page.headers.get('content-type')).toMatch(/^text\/html/)
    const text = await page.text()
    expect(text).toMatch(/INV-000001.*&#60;script&#62;alert.*&#38; Sons.*1,000.*\$10\.00.*No money moved/s)
    expect(text).not.toMatch(/<script|https?:\/\//)
  })

  /** Lets the period of a company end now. */
  async function endPeriod(owner: TestClient, plan: PlanName) {
    const companyId = await companyOf(owner)
    const { pool } = app(plan).core.services
    await inCompany(pool, companyId, db => sql`update subscriptions set period_end = now()`.execute(db))
    await sql`update billing_tasks set due_at = now() where id = ${companyId}`.execute(pool)
  }

  test('goes on for another period, once, also with several servers', async () => {
    const owner = await app('enterprise').signUp()
    await owner.post('/billing/credits/topup', { amount: 50, payment_method_id: 'pm_card_visa' })
    await endPeriod(owner, 'enterprise')
    await Promise.all(Array.from({ length: 4 }, () => sweepBilling(app('enterprise').core.services)))
    const { subscription } = (await owner.get('/billing/subscription')).body
    expect(subscription).toMatchObject({ plan: 'enterprise', status: 'active', credits_remaining: 10_050 })
    expect(Date.parse(subscription.current_period_end)).toBeGreaterThan(Date.now() + 27 * 86_400_000)
    const { transactions } = (await owner.get('/billing/credits/transactions')).body
    expect(transactions.map(({ kind }: { kind: string }) => kind)).toEqual(['grant', 'expire', 'grant', 'grant'])
  })

  /** Mails that say that a plan could not go on. */
  async function mailsTo(owner: TestClient, plan: PlanName) {
    const { email } = (await owner.get('/auth/me')).body.user
    return app(plan).mail.sent.filter(({ to, subject }) => to === email && /could not go on/.test(subject))
  }

  test('whose card is declined is told once, and goes on when a later try succeeds', async () => {
    const owner = await app('starter').signUp()
    await owner.post('/billing/payment-methods', { payment_method: 'pm_card_chargeCustomerFail' })
    await owner.post('/billing/credits/topup', { amount: 50, payment_method_id: 'pm_card_visa' })
    for (let day = 0; day < 3; day++) {
      await endPeriod(owner, 'starter')
      await sweepBilling(app('starter').core.services)
    }
    expect((await owner.get('/billing/subscription')).body.subscription).toMatchObject({ status: 'past_due', credits_remaining: 50 })
    await waitFor(async () => (await mailsTo(owner, 'starter')).length > 0)
    expect((await mailsTo(owner, 'starter')).map(({ text }) => text)).toEqual([expect.stringMatching(/The card was declined/)])
    await owner.post('/billing/payment-methods', { payment_method: 'pm_card_visa', is_default: true })
    await endPeriod(owner, 'starter')
    await sweepBilling(app('starter').core.services)
    expect((await owner.get('/billing/subscription')).body.subscription).toMatchObject({ status: 'active', credits_remaining: 3050 })
  })

  test('that is not paid for ends with its trial, and begins when it is', async () => {
    const owner = await app('starter').signUp()
    await endPeriod(owner, 'starter')
    await sweepBilling(app('starter').core.services)
    expect((await owner.get('/billing/subscription')).body.subscription).toMatchObject({ status: 'past_due', credits_remaining: 0 })
    await waitFor(async () => (await mailsTo(owner, 'starter')).length === 1)
    expect((await mailsTo(owner, 'starter'))[0]?.text).toMatch(/no payment method yet/)
    await owner.post('/billing/payment-methods', { payment_method: 'pm_card_visa' })
    const paid = await owner.put('/billing/subscription', { plan: 'starter' })
    expect(paid.body.subscription).toMatchObject({ status: 'active', credits_remaining: 3000 })
    await endPeriod(owner, 'starter')
    await Promise.all([sweepBilling(app('starter').core.services), sweepBilling(app('starter').core.services)])
    expect((await owner.get('/billing/subscription')).body.subscription).toMatchObject({ status: 'active', credits_remaining: 3000 })
    expect((await owner.get('/billing/invoices')).body.total).toBe(2)
  })
})
