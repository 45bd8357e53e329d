import { Readable } from 'node:stream'
import type { Api } from '@craveva/contract/api'
import { type PlanName, planNames } from '@craveva/contract/billing'
import type { Selectable } from 'kysely'
import { getCompany } from '../companies/companies.service.ts'
import type { Context, UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { detached, fileAnswer, type Handlers } from '../http/handlers.ts'
import type { BillingTables } from './billing.tables.ts'
import { explainCharge } from './charges.service.ts'
import { beginCheckout } from './checkout.service.ts'
import { toCredits } from './credits.ts'
import { invoicePage } from './invoice-page.ts'
import { findBalance, listEntries } from './ledger.store.ts'
import { receivePaymentEvent } from './payment-events.ts'
import { addPaymentMethod, makeDefault, type PaymentMethod, removePaymentMethod } from './payment-methods.service.ts'
import { listMethods } from './payment-methods.store.ts'
import { type Progress, pay, seeThrough } from './payments.service.ts'
import { findInvoice, findPayment, listInvoices } from './payments.store.ts'
import { creditPrice, currency, plans } from './plans.ts'
import { type CapWithCounters, readCaps, removeCap, setCap } from './spending-caps.service.ts'
import { changePlan, getSubscription, isOffered, type Subscription } from './subscription.service.ts'
import { countByOperation, exportUsage, figuresOf, readUsage } from './usage.service.ts'
import { usageCsv } from './usage-csv.ts'

export const billingHandlers: Handlers<Api['billing']> = {
  plans: async context => ({ plans: planNames.map(plan => toPlan(context, plan)), credit_price: creditPrice / 100, currency }),
  subscription: async ({ db, principal }) => ({
    subscription: toSubscription(await getSubscription(db, principal.companyId), await balanceOf(db, principal.companyId)),
  }),
  changePlan: detached(async (context, { body, onceKey }) => {
    const subscription = await changePlan(context, body.plan, onceKey)
    return { subscription: toSubscription(subscription, await presentBalance(context)) }
  }),
  usage: async (context, { query }) => {
    const { span, total, by_operation, agents, channels, outlets, periods } = await readUsage(context, query)
    return {
      usage: {
        start_date: span.from.toISOString(),
        end_date: span.until.toISOString(),
        total_requests: total.requests,
        total_tokens: total.tokens,
        total_credits: total.credits,
        total_cost: total.cost,
        currency,
        by_operation,
        by_agent: agents.map(({ group, sums }) => ({ agent_id: group, ...figuresOf(sums) })),
        by_channel: channels.map(({ group, sums }) => ({ channel: group ?? '', ...figuresOf(sums) })),
        by_outlet: outlets.map(({ group, sums }) => ({ outlet_id: group, ...figuresOf(sums) })),
        periods: periods.map(({ group, sums }) => ({ start: group ?? '', ...figuresOf(sums), by_operation: countByOperation(sums) })),
      },
    }
  },
  credits: async ({ db, principal }) => {
    const { available, held, spent } = await balanceOf(db, principal.companyId)
    return {
      credits: toCredits(available),
      total_credits: toCredits(available + held + spent),
      used_credits: toCredits(spent),
      held_credits: toCredits(held),
    }
  },
  transactions: async ({ db, principal }, { query }) => {
    const { rows, ...page } = await listEntries(db, principal.companyId, query)
    return { transactions: rows.map(toTransaction), ...page }
  },
  topUp: detached(async (context, { body, onceKey }) => {
    const method = body.payment_method_id ?? null
    const purchase = { purpose: 'top_up' as const, credits: body.amount }
    const { payment, action } = await pay(context, context.principal.companyId, purchase, { method, key: onceKey })
    const { available } = await presentBalance(context)
    const { payment_id, status, invoice_id, is_test } = payment
    return { credits: toCredits(available), transaction_id: payment_id, status, action, invoice_id, test: is_test }
  }),
  exportUsage: async (context, { query }) => fileAnswer('usage.csv', usageCsv(await exportUsage(context, query))),
  charge: async (context, { params }) => ({ charge: await explainCharge(context, params.execution_id) }),
  caps: async context => ({ caps: (await readCaps(context)).map(toCap) }),
  setCap: async (context, { body }) => ({ cap: toCap(await setCap(context, body)) }),
  removeCap: async (context, { params }) => {
    await removeCap(context, params.cap_id)
    return { success: true, message: 'Cap removed' }
  },
  checkout: detached(async (context, { body }) => ({ url: await beginCheckout(context, body) })),
  payment: detached(async (context, { params }) => {
    const { pool, principal } = context
    const found = await inCompany(pool, principal.companyId, db => findPayment(db, principal.companyId, params.payment_id))
    if (!found) throw new AppError('NOT_FOUND')
    return { payment: toPayment(await seeThrough(context, found)) }
  }),
  paymentEvents: async (context, { raw, header }) => {
    await receivePaymentEvent(context, raw, header('stripe-signature'))
    context.paymentWorker.wake()
    return { received: true }
  },
  invoicePage: async ({ db, principal, config }, { params }) => {
    const invoice = await findInvoice(db, principal.companyId, params.invoice_id)
    if (!invoice) throw new AppError('NOT_FOUND')
    const { name } = await getCompany({ db, principal })
    const page = invoicePage({ company: name, seller: new URL(config.publicUrl).host }, invoice)
    return fileAnswer(`${invoice.number}.html`, Readable.from([page]))
  },
  invoices: async ({ db, principal }, { query }) => {
    const { rows, ...page } = await listInvoices(db, principal.companyId, query)
    return { invoices: rows.map(toInvoice), ...page }
  },
  invoice: async ({ db, principal }, { params }) => {
    const invoice = await findInvoice(db, principal.companyId, params.invoice_id)
    if (!invoice) throw new AppError('NOT_FOUND')
    return { invoice: toInvoice(invoice) }
  },
  paymentMethods: async ({ db, principal }) => ({ payment_methods: (await listMethods(db, principal.companyId)).map(toMethod) }),
  addPaymentMethod: detached(async (context, { body }) => ({
    payment_method: toMethod(await addPaymentMethod(context, body.payment_method, body.is_default ?? false)),
  })),
  setDefaultPaymentMethod: async ({ db, principal }, { params }) => ({
    payment_method: toMethod(await makeDefault(db, principal.companyId, params.payment_method_id)),
  }),
  removePaymentMethod: detached(async (context, { params }) => {
    await removePaymentMethod(context, params.payment_method_id)
    return { success: true, message: 'Payment method removed' }
  }),
}

async function balanceOf(db: Context['db'], companyId: string) {
  return (await findBalance(db, companyId)) ?? { available: 0, held: 0, spent: 0 }
}

const presentBalance = ({ pool, principal }: Pick<UserContext, 'pool' | 'principal'>) =>
  inCompany(pool, principal.companyId, db => balanceOf(db, principal.companyId))

function toPlan(context: Pick<Context, 'config'>, name: PlanName) {
  const { title, price, credits, metered, requestsPerHour } = plans[name]
  const available = isOffered(context, name)
  return { plan: name, title, price: price / 100, currency, credits, metered, requests_per_hour: requestsPerHour, available }
}

const toSubscription = ({ plan, status, period_start, period_end, next_plan }: Subscription, { available }: { available: number }) => ({
  plan,
  status,
  current_period_start: period_start.toISOString(),
  current_period_end: period_end.toISOString(),
  credits_remaining: toCredits(available),
  next_plan,
})

const toTransaction = ({ transaction_id, kind, source, available, spent, held, created_at }: Selectable<BillingTables['ledger']>) => ({
  transaction_id,
  kind,
  credits: toCredits(available),
  used: toCredits(spent),
  held: toCredits(held),
  source,
  charge_id: /^(?:hold|settle|expire|use):((?:exec|query)_.+)$/.exec(source)?.[1] ?? null,
  created_at: created_at.toISOString(),
})

const toInvoice = (row: Selectable<BillingTables['invoices']>) => ({
  invoice_id: row.invoice_id,
  number: row.number,
  amount: row.amount / 100,
  currency: row.currency,
  status: row.status,
  lines: row.lines.map(line => ({ ...line, amount: line.amount / 100 })),
  test: row.is_test,
  created_at: row.created_at.toISOString(),
})

const toCap = ({ cap, counters }: CapWithCounters) => ({
  ...{ cap_id: cap.cap_id, scope: cap.scope, subject: cap.subject, period: cap.period, amount: toCredits(cap.amount) },
  ...{ sentence: cap.sentence, set_by: cap.set_by },
  counters: counters.map(({ subject, starts, spent, held }) => ({
    ...{ subject, period_start: starts.toISOString(), spent: toCredits(spent), held: toCredits(held) },
  })),
  created_at: cap.created_at.toISOString(),
  updated_at: cap.updated_at.toISOString(),
})

const toPayment = ({ payment: row, action }: Progress) => ({
  ...{ payment_id: row.payment_id, purpose: row.purpose, status: row.status, amount: row.amount / 100, currency: row.currency },
  ...{ refunded: row.refunded / 100, disputed: row.disputed, failure: row.failure, action, invoice_id: row.invoice_id },
  test: row.is_test,
  created_at: row.created_at.toISOString(),
})

const toMethod = ({ payment_method_id, type, last4, brand, exp_month, exp_year, is_default, is_test }: PaymentMethod) => ({
  id: payment_method_id,
  type,
  last4,
  brand,
  exp_month,
  exp_year,
  is_default,
  test: is_test,
})
