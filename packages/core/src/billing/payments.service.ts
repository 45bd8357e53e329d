import type { PlanName } from '@craveva/contract/billing'
import type { Selectable } from 'kysely'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { beginPeriod } from './account.service.ts'
import type { BillingTables } from './billing.tables.ts'
import { toCredits, toMicro } from './credits.ts'
import { insertEntry, lockBalance } from './ledger.store.ts'
import { findDefaultMethod, findMethod } from './payment-methods.store.ts'
import { countInvoices, findPaymentByKey, insertInvoice, insertPayment, lockPayment, updatePayment } from './payments.store.ts'
import { creditPrice, currency, plans } from './plans.ts'
import { removeTask, setTask } from './subscriptions.store.ts'

export type Payment = Selectable<BillingTables['payments']>

type Needs = Pick<Services, 'pool' | 'payments' | 'now'>

/** What is paid for: credits, or the next period of a plan. */
export type Purchase = { readonly purpose: 'top_up'; readonly credits: number } | { readonly purpose: 'plan'; readonly plan: PlanName }

/** Milliseconds after which a payment that nobody has seen through is looked after. */
const lookAfter = 60_000

/**
 * Pays once for each `key`: asked again with the same one, also after a crash, it goes on with the payment that was begun, unless that was declined. `method` is the id
 * of a saved payment method or what the provider knows it by; null takes the default one. Throws PAYMENT_DECLINED, PROVIDER_ERROR.
 */
export async function pay(
  needs: Needs,
  companyId: string,
  purchase: Purchase,
  { method, key }: { method: string | null; key: string | null },
) {
  const { pool } = needs
  const begun = await inCompany(pool, companyId, db => begin(needs, db, companyId, purchase, { method, key }))
  const ended = await seeThrough(needs, begun)
  if (ended.status === 'declined') throw new AppError('PAYMENT_DECLINED', ended.failure ?? undefined)
  return ended
}

/** Brings a payment that was begun to its end, and gives what was paid for. Does nothing to one that has ended. */
export async function seeThrough({ pool, payments }: Needs, payment: Payment): Promise<Payment> {
  if (payment.status !== 'pending') return payment
  const { company_id, payment_id, reference, amount } = payment
  const description = describe(payment)
  const outcome = await payments.collect({
    companyId: company_id,
    key: payment_id,
    reference,
    amount,
    currency: payment.currency,
    description,
  })
  return inCompany(pool, company_id, async db => {
    const current = await lockPayment(db, company_id, payment_id)
    if (current?.status !== 'pending') return current ?? payment
    await removeTask(db, 'payment', payment_id)
    if (outcome.status === 'declined')
      return updatePayment(db, company_id, payment_id, { status: 'declined', failure: outcome.message, idempotency_key: null })
    const invoice_id = await writeInvoice(db, current, description)
    await giveWhatWasPaid(db, current)
    return updatePayment(db, company_id, payment_id, { status: 'paid', invoice_id })
  })
}

async function begin(
  { payments, now }: Needs,
  db: Db,
  companyId: string,
  purchase: Purchase,
  { method, key }: { method: string | null; key: string | null },
) {
  const known = key === null ? undefined : await findPaymentByKey(db, companyId, key)
  if (known) return known
  const reference = await referenceOf(db, companyId, method)
  const payment_id = newId('txn', now())
  await setTask(db, { kind: 'payment', id: payment_id, company_id: companyId, due_at: new Date(Date.now() + lookAfter) })
  return insertPayment(db, {
    ...{ company_id: companyId, payment_id, idempotency_key: key, provider: payments.name, is_test: payments.isTest, reference, currency },
    ...(purchase.purpose === 'top_up'
      ? { purpose: 'top_up', amount: Math.ceil(purchase.credits * creditPrice), credits: toMicro(purchase.credits) }
      : { purpose: 'plan', amount: plans[purchase.plan].price, plan: purchase.plan }),
  })
}

async function referenceOf(db: Db, companyId: string, method: string | null) {
  if (method !== null) return (await findMethod(db, companyId, method))?.reference ?? method
  const saved = await findDefaultMethod(db, companyId)
  if (saved) return saved.reference
  throw new AppError('INVALID_REQUEST', 'There is no payment method yet. Add one, or name one in payment_method_id.', {
    details: { payment_method_id: 'is needed, as there is no default payment method' },
  })
}

async function giveWhatWasPaid(db: Db, { company_id, payment_id, purpose, plan, credits }: Payment) {
  if (purpose === 'plan' && plan) return beginPeriod(db, company_id, plan)
  await insertEntry(db, {
    company_id,
    transaction_id: payment_id,
    kind: 'grant',
    source: `payment:${payment_id}`,
    available: credits,
    outside: -credits,
  })
}

async function writeInvoice(db: Db, payment: Payment, description: string) {
  const { company_id, payment_id, amount, is_test, purpose, credits } = payment
  // Numbers are given out one after the other: whoever writes an invoice holds the balance.
  await lockBalance(db, company_id)
  const number = `INV-${String((await countInvoices(db, company_id)) + 1).padStart(6, '0')}`
  const lines = [{ description, quantity: purpose === 'top_up' ? toCredits(credits) : 1, amount }]
  const invoice = { company_id, invoice_id: newId('inv'), number, amount, currency: payment.currency, status: 'paid' as const, is_test }
  await insertInvoice(db, { ...invoice, lines: JSON.stringify(lines), payment_id })
  const { invoice_id, status } = invoice
  await recordEvent(db, company_id, 'invoice.created', { invoice_id, number, amount: amount / 100, currency: payment.currency, status })
  return invoice_id
}

const describe = ({ purpose, plan, is_test }: Payment) =>
  `${purpose === 'plan' && plan ? `Plan ${plans[plan].title}, one month` : 'Credits'}${is_test ? ' (test)' : ''}`
