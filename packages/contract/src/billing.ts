import { z } from 'zod'
import { chargesApi } from './charges.ts'
import { done, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'
import { paymentAction, paymentStatus, paymentsApi, topUpAmount } from './payments.ts'
import { capsApi } from './spending-caps.ts'

export const planNames = ['starter', 'growth', 'enterprise'] as const
export type PlanName = (typeof planNames)[number]

export const subscriptionStatus = z.enum(['trialing', 'active', 'past_due', 'canceled'])
export type SubscriptionStatus = z.infer<typeof subscriptionStatus>

export const invoiceStatus = z.enum(['open', 'paid', 'void', 'refunded'])

/** What usage is counted by. */
export const usageOperations = ['agent_execute', 'data_query'] as const
export type UsageOperation = (typeof usageOperations)[number]

export const ledgerKinds = ['grant', 'hold', 'charge', 'release', 'expire'] as const
export type LedgerKind = (typeof ledgerKinds)[number]

const credits = z.number().meta({ description: 'Credits, with up to six decimals' })
const money = z.number().meta({ description: 'In `currency`, with up to six decimals' })
const currency = z
  .string()
  .length(3)
  .meta({ examples: ['USD'] })
const test = z.boolean().meta({ description: 'Made with the test provider: no money moved' })

const plan = z.object({
  plan: z.enum(planNames),
  title: z.string(),
  price: money.meta({ description: 'Per period of a month' }),
  currency,
  credits: credits.meta({ description: 'Come with each period; those that are left at its end expire' }),
  metered: z.boolean().meta({ description: 'Agents go on when the credits are used up; what they use is billed afterwards' }),
  requests_per_hour: z.number().int().nullable().meta({ description: 'For all API keys together; null as agreed' }),
  available: z.boolean().meta({ description: 'Whether you can change to it yourself' }),
})

const subscription = z.object({
  plan: z.enum(planNames),
  status: subscriptionStatus,
  current_period_start: time,
  current_period_end: time,
  credits_remaining: credits,
  next_plan: z.enum(planNames).nullable().meta({ description: 'What the next period begins with, when you changed to a cheaper plan' }),
})

const paymentMethod = z.object({
  id: id('pm'),
  type: z.literal('card'),
  last4: z.string(),
  brand: z.string(),
  exp_month: z.number().int(),
  exp_year: z.number().int(),
  is_default: z.boolean(),
  test,
})

const invoice = z.object({
  invoice_id: id('inv'),
  number: z.string(),
  amount: money,
  currency,
  status: invoiceStatus,
  lines: z.array(z.object({ description: z.string(), quantity: z.number(), amount: money })),
  test,
  created_at: time,
})

const figures = {
  requests: z.number().int(),
  tokens: z.number().int(),
  credits,
  cost: money,
}

const byOperation = z.record(z.enum(usageOperations), z.number().int()).meta({ description: 'Requests by operation' })

/** A day in UTC, or a moment. */
const moment = z.union([z.iso.date(), z.iso.datetime()]).meta({ examples: ['2025-01-15', '2025-01-15T10:00:00Z'] })

const topUpBody = z.strictObject({
  amount: topUpAmount,
  payment_method_id: z.string().min(1).max(100).optional().meta({ description: 'The default one unless told' }),
})
export type TopUpInput = z.infer<typeof topUpBody>

const usageQuery = z.strictObject({
  start_date: moment.optional().meta({ description: 'Start of the current period unless told' }),
  end_date: moment.optional().meta({ description: 'Now unless told; a day counts whole' }),
  group_by: z.enum(['day', 'week', 'month']).optional(),
})
export type UsageQuery = z.infer<typeof usageQuery>

export const billingApi = {
  ...capsApi,
  ...chargesApi,
  ...paymentsApi,
  exportUsage: endpoint(operations.billing.exportUsage, { query: usageQuery, answer: z.unknown() }),
  invoicePage: endpoint(operations.billing.invoicePage, { answer: z.unknown() }),
  plans: endpoint(operations.billing.plans, { answer: z.object({ plans: z.array(plan), credit_price: money, currency }) }),
  subscription: endpoint(operations.billing.subscription, { answer: z.object({ subscription }) }),
  changePlan: endpoint(operations.billing.changePlan, {
    body: z.strictObject({ plan: z.enum(planNames) }),
    answer: z.object({ subscription }),
    errors: ['PAYMENT_DECLINED', 'CONFLICT', 'PROVIDER_ERROR'],
  }),
  usage: endpoint(operations.billing.usage, {
    query: usageQuery,
    answer: z.object({
      usage: z.object({
        start_date: time,
        end_date: time,
        total_requests: z.number().int(),
        total_tokens: z.number().int(),
        total_credits: credits,
        total_cost: money,
        currency,
        by_operation: byOperation,
        by_agent: z.array(z.object({ agent_id: id('agent').nullable(), ...figures })),
        by_channel: z.array(z.object({ channel: z.string(), ...figures })),
        by_outlet: z.array(z.object({ outlet_id: id('outlet').nullable(), ...figures })),
        periods: z
          .array(z.object({ start: time, ...figures, by_operation: byOperation }))
          .meta({ description: 'Oldest first; only those with usage, and only with `group_by`. Weeks begin on Monday.' }),
      }),
    }),
  }),
  credits: endpoint(operations.billing.credits, {
    answer: z.object({
      credits,
      total_credits: credits.meta({ description: 'All that were ever granted or bought, less those that expired' }),
      used_credits: credits,
      held_credits: credits.meta({ description: 'Reserved for answers being written' }),
    }),
  }),
  transactions: endpoint(operations.billing.transactions, {
    query: z.strictObject(paging),
    answer: z.object({
      transactions: z.array(
        z.object({
          transaction_id: id('txn'),
          kind: z.enum(ledgerKinds),
          credits: credits.meta({ description: 'By how much the spendable credits changed' }),
          used: credits,
          held: credits,
          source: z.string().meta({ description: 'What it is for, such as an execution; each source counts once' }),
          charge_id: z.string().nullable().meta({ description: 'What `GET /billing/charges` explains it by; null for what is no use' }),
          created_at: time,
        }),
      ),
      ...page,
    }),
  }),
  topUp: endpoint(operations.billing.topUp, {
    body: topUpBody,
    answer: z.object({
      credits,
      transaction_id: id('txn'),
      status: paymentStatus,
      action: paymentAction,
      invoice_id: id('inv').nullable().meta({ description: 'Null until it is paid' }),
      test,
    }),
    errors: ['PAYMENT_DECLINED', 'PROVIDER_ERROR'],
  }),
  invoices: endpoint(operations.billing.invoices, {
    query: z.strictObject(paging),
    answer: z.object({ invoices: z.array(invoice), ...page }),
  }),
  invoice: endpoint(operations.billing.invoice, { answer: z.object({ invoice }) }),
  paymentMethods: endpoint(operations.billing.paymentMethods, { answer: z.object({ payment_methods: z.array(paymentMethod) }) }),
  addPaymentMethod: endpoint(operations.billing.addPaymentMethod, {
    body: z.strictObject({
      payment_method: z
        .string()
        .min(1)
        .max(200)
        .meta({ description: 'What the payment provider’s form gave you; with the test provider such as `pm_card_visa`' }),
      is_default: z.boolean().optional().meta({ description: 'The first one always is' }),
    }),
    answer: z.object({ payment_method: paymentMethod }),
    errors: ['PAYMENT_DECLINED', 'PROVIDER_ERROR'],
  }),
  setDefaultPaymentMethod: endpoint(operations.billing.setDefaultPaymentMethod, { answer: z.object({ payment_method: paymentMethod }) }),
  removePaymentMethod: endpoint(operations.billing.removePaymentMethod, { answer: done, errors: ['PROVIDER_ERROR'] }),
}
