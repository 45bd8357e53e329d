import type { invoiceStatus, LedgerKind, PlanName, SubscriptionStatus, UsageOperation } from '@craveva/contract/billing'
import type { Generated, JSONColumnType } from 'kysely'
import type { z } from 'zod'

export interface BillingTables {
  /** The sums of a company's entries, in micro-credits. The database changes them, with each entry. */
  credit_balances: {
    company_id: string
    available: Generated<number>
    held: Generated<number>
    spent: Generated<number>
    outside: Generated<number>
    /** Whether it may use more than it has; the rest is billed afterwards. */
    metered: boolean
    /** Credits at or below this are told to be low. */
    low_mark: Generated<number>
    /** What was told since the last grant: 1 that they are low, 2 that they do not suffice. */
    notice: Generated<number>
  }
  /** Every movement of credits between the four accounts of a company: what one of them gains the others lose. Only ever added to. */
  ledger: {
    company_id: string
    transaction_id: string
    kind: LedgerKind
    /** What it is for; each source is booked once. */
    source: string
    /** Spendable. */
    available: Generated<number>
    /** Reserved for turns under way. */
    held: Generated<number>
    spent: Generated<number>
    /** Where granted credits come from, and expired ones go. */
    outside: Generated<number>
    created_at: Generated<Date>
  }
  /** Credits reserved for turns under way, over all companies; ids and amounts only. */
  credit_holds: {
    execution_id: string
    company_id: string
    amount: number
    created_at: Generated<Date>
  }
  /** What was used, once and for good: it outlives the execution and the agent. */
  usage_records: {
    company_id: string
    /** The execution or query; counted once. */
    source: string
    operation: UsageOperation
    agent_id: string | null
    channel: string
    outlet_id: string | null
    model: string | null
    input_tokens: Generated<number>
    output_tokens: Generated<number>
    /** Micro-credits that were charged. */
    credits: Generated<number>
    created_at: Generated<Date>
  }
  subscriptions: {
    company_id: string
    plan: PlanName
    status: SubscriptionStatus
    period_start: Generated<Date>
    period_end: Date
    /** When the plan began: periods end on its day of the month. */
    anchor: Generated<Date>
    updated_at: Generated<Date>
  }
  /** What is to be done for a company at a time: end its period, or see a payment through. Ids and times only. */
  billing_tasks: {
    kind: 'period' | 'payment'
    /** Of the company, or of the payment. */
    id: string
    company_id: string
    due_at: Date
  }
  payment_methods: {
    company_id: string
    payment_method_id: string
    provider: string
    /** What the provider calls it. */
    reference: string
    type: 'card'
    brand: string
    last4: string
    exp_month: number
    exp_year: number
    is_default: Generated<boolean>
    is_test: boolean
    created_at: Generated<Date>
  }
  payments: {
    company_id: string
    payment_id: string
    /** What is bought: so many credits, or a period of a plan. */
    purpose: 'top_up' | 'plan'
    plan: PlanName | null
    /** Micro-credits. */
    credits: Generated<number>
    /** The caller's key, or the period: each is paid once. */
    idempotency_key: string | null
    provider: string
    /** The provider's name for the payment method. */
    reference: string
    /** In cents. */
    amount: number
    currency: string
    status: Generated<'pending' | 'paid' | 'declined'>
    /** Why it was declined. */
    failure: string | null
    is_test: boolean
    invoice_id: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  invoices: {
    company_id: string
    invoice_id: string
    number: string
    /** In cents. */
    amount: number
    currency: string
    status: z.infer<typeof invoiceStatus>
    lines: JSONColumnType<InvoiceLine[]>
    is_test: boolean
    payment_id: string | null
    created_at: Generated<Date>
  }
}

export interface InvoiceLine {
  readonly description: string
  readonly quantity: number
  /** In cents. */
  readonly amount: number
}
