import type { Api } from '@craveva/contract/api'
import { type PlanName, planNames } from '@craveva/contract/billing'
import type { Selectable } from 'kysely'
import type { Context, UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { detached, type Handlers } from '../http/handlers.ts'
import type { BillingTables } from './billing.tables.ts'
import { toCredits } from './credits.ts'
import { findBalance, listEntries } from './ledger.store.ts'
import { addPaymentMethod, makeDefault, type PaymentMethod, removePaymentMethod } from './payment-methods.service.ts'
import { listMethods } from './payment-methods.store.ts'
import { pay } from './payments.service.ts'
import { findInvoice, listInvoices } from './payments.store.ts'
import { creditPrice, currency, plans } from './plans.ts'
import { changePlan, getSubscription, isOffered, type Subscription } from './subscription.service.ts'
import { countByOperation, figuresOf, readUsage } from './usage.service.ts'

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
    const paid = await pay(context, context.principal.companyId, { purpose: 'top_up', credits: body.amount }, { method, key: onceKey })
    const { available } = await presentBalance(context)
    return { credits: toCredits(available), transaction_id: paid.payment_id, invoice_id: paid.invoice_id ?? '', test: paid.is_test }
  }),
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

const toSubscription = ({ plan, status, period_start, period_end }: Subscription, { available }: { available: number }) => ({
  plan,
  status,
  current_period_start: period_start.toISOString(),
  current_period_end: period_end.toISOString(),
  credits_remaining: toCredits(available),
})

const toTransaction = ({ transaction_id, kind, source, available, spent, held, created_at }: Selectable<BillingTables['ledger']>) => ({
  transaction_id,
  kind,
  credits: toCredits(available),
  used: toCredits(spent),
  held: toCredits(held),
  source,
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
