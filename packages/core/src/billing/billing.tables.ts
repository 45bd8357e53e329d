import type { invoiceStatus, LedgerKind, PlanName, SubscriptionStatus, UsageOperation } from '@craveva/contract/billing'
import type { PaymentStatus } from '@craveva/contract/payments'
import type { CapPeriod, CapScope } from '@craveva/contract/spending-caps'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { z } from 'zod'
import type { QuoteTerms } from './prices.ts'

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
    /** Whether the company has spending caps. */
    capped: Generated<boolean>
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
    /** Of the balance; 0 when the company pays afterwards. */
    amount: number
    /** What it takes of the caps, and in which counters. */
    counted: Generated<number>
    counters: string[] | null
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
    visitor: string | null
    /** Of databases. */
    queries: Generated<number>
    /** The prices it was charged by; null when nothing was. */
    terms: ColumnType<QuoteTerms | null, string | null | undefined, string | null>
    created_at: Generated<Date>
  }
  /** The most that may be spent in a day or a month, UTC. */
  spending_caps: {
    company_id: string
    cap_id: string
    scope: CapScope
    /** The id of the outlet, agent or company, the channel, or `*` for each of them; of visitors always `*`. */
    subject: string
    period: CapPeriod
    /** Micro-credits. */
    amount: number
    /** Said instead of an answer when it is reached; null lets `builtin` answer. */
    sentence: string | null
    /** Of the same agent both count. */
    set_by: Generated<'company' | 'agent'>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  /** What was spent, and is reserved, of a cap in one period for one of those it is about. */
  cap_counters: {
    company_id: string
    /** Of the cap, the period and the subject. */
    counter_id: string
    cap_id: string
    subject: string
    starts: Date
    spent: Generated<number>
    held: Generated<number>
    /** The percentage that was told last. */
    told: Generated<number>
  }
  subscriptions: {
    company_id: string
    plan: PlanName
    status: SubscriptionStatus
    period_start: Generated<Date>
    period_end: Date
    /** When the plan began: periods end on its day of the month. */
    anchor: Generated<Date>
    /** The plan that the next period begins with, where it is another one. */
    next_plan: PlanName | null
    updated_at: Generated<Date>
  }
  /** What is to be done at a time: end a company's period, see a payment through, compare all payments with the provider's. Ids and times only. */
  billing_tasks: {
    kind: 'period' | 'payment' | 'reconcile'
    /** Of the company, of the payment, or the provider's name. */
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
  payment_customers: {
    company_id: string
    provider: string
    /** What the provider calls the company. */
    reference: string
    created_at: Generated<Date>
  }
  /** What payment providers told: which of their objects changed, to be read from them; nothing of its content. */
  payment_events: {
    provider: string
    event_id: string
    kind: string
    reference: string
    received_at: Generated<Date>
    due_at: Generated<Date>
    tries: Generated<number>
    done_at: Date | null
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
    /** Cents that what was unused of the plan before takes off the price. */
    discount: Generated<number>
    currency: string
    status: Generated<PaymentStatus>
    /** What the provider calls the payment. */
    provider_reference: string | null
    /** Cents that went back to the payer. */
    refunded: Generated<number>
    /** Whether the payer has disputed it with their bank. */
    disputed: Generated<boolean>
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
