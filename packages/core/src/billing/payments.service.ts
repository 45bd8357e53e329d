import type { PlanName } from '@craveva/contract/billing'
import type { Selectable } from 'kysely'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { applyOutcome } from './apply-payment.ts'
import type { BillingTables } from './billing.tables.ts'
import { toMicro } from './credits.ts'
import { describe } from './invoices.service.ts'
import { findCustomer } from './payment-customers.store.ts'
import { findDefaultMethod, findMethod } from './payment-methods.store.ts'
import type { Outcome, Waiting } from './payment-provider.ts'
import { findPaymentByKey, insertPayment } from './payments.store.ts'
import { creditPrice, currency, plans } from './plans.ts'
import { databaseTime, setTask } from './subscriptions.store.ts'

export type Payment = Selectable<BillingTables['payments']>

type Needs = Pick<Services, 'pool' | 'payments' | 'now'>

/** What is paid for: credits, or the next period of a plan, less what was unused of the one before, in cents. */
export type Purchase =
  | { readonly purpose: 'top_up'; readonly credits: number }
  | { readonly purpose: 'plan'; readonly plan: PlanName; readonly discount?: number }

/** A payment as it stands, with what the payer has to do. */
export interface Progress {
  readonly payment: Payment
  readonly action: Waiting['action']
}

/** Milliseconds after which a payment that nobody has seen through is looked after; and after which nobody waits for its payer any more. */
const lookAfter = 60_000
const longestWait = 24 * 3_600_000

interface Manner {
  /** The id of a saved payment method, or what the provider knows it by; null takes the default one. */
  readonly method: string | null
  /** Pays once for each; asked again with the same, also after a crash, it goes on with the payment that was begun, unless that was declined. */
  readonly key: string | null
  /** Whether the payer is there to confirm at their bank. */
  readonly present?: boolean
}

/** Pays, or begins to, where the payer has to confirm. Throws PAYMENT_DECLINED, PROVIDER_ERROR. */
export async function pay(needs: Needs, companyId: string, purchase: Purchase, manner: Manner): Promise<Progress> {
  const begun = await inCompany(needs.pool, companyId, db => begin(needs, db, companyId, purchase, manner))
  const ended = await seeThrough(needs, begun, manner.present ?? true)
  if (ended.payment.status === 'declined') throw new AppError('PAYMENT_DECLINED', ended.payment.failure ?? undefined)
  return ended
}

/** Brings a payment that was begun on, to its end where that is possible, and gives what was paid for. Does nothing to one that has ended. */
export async function seeThrough(needs: Needs, payment: Payment, present = false): Promise<Progress> {
  const open = payment.status === 'pending' || payment.status === 'requires_action'
  if (!open || payment.provider !== needs.payments.name) return { payment, action: null }
  const asked = await ask(needs, payment, present)
  const outcome = 'action' in asked && isStale(payment) ? notConfirmed : asked
  const applied = await inCompany(needs.pool, payment.company_id, db => applyOutcome(db, payment, outcome))
  return { payment: applied ?? payment, action: 'action' in outcome ? outcome.action : null }
}

const notConfirmed: Outcome = { status: 'declined', message: 'The payment was not confirmed within a day.' }
const isStale = ({ created_at }: Payment) => Date.now() - created_at.getTime() > longestWait

/** What is known to the provider is read from it; only what is not is begun there. */
async function ask({ pool, payments }: Needs, payment: Payment, present: boolean): Promise<Outcome> {
  const { company_id: companyId, payment_id: key, reference, provider_reference, amount, currency: of } = payment
  if (provider_reference && payments.hosted) {
    const seen = await payments.hosted.look(provider_reference)
    return seen?.outcome ?? { status: 'declined', message: 'The payment is not known to the payment provider any more.' }
  }
  // A page that never opened: its payment is made on no other way.
  if (reference === '') return { status: 'pending', reference: '', action: null }
  const customer = await inCompany(pool, companyId, db => findCustomer(db, companyId, payments.name))
  return payments.collect({ companyId, customer, key, reference, amount, currency: of, description: describe(payment), present })
}

async function begin({ payments, now }: Needs, db: Db, companyId: string, purchase: Purchase, { method, key }: Manner) {
  const known = key === null ? undefined : await findPaymentByKey(db, companyId, key)
  if (known) return known
  const reference = await referenceOf(db, companyId, method)
  return recordPayment({ payments, now }, db, companyId, { purchase, key, reference })
}

/** Notes a payment before anybody is asked for money. `reference` is what the provider calls the payment method; empty when a page asks for it. */
export async function recordPayment(
  { payments, now }: Pick<Needs, 'payments' | 'now'>,
  db: Db,
  companyId: string,
  { purchase, key, reference }: { purchase: Purchase; key: string | null; reference: string },
): Promise<Payment> {
  const payment_id = newId('txn', now())
  const due_at = new Date((await databaseTime(db)).getTime() + lookAfter)
  await setTask(db, { kind: 'payment', id: payment_id, company_id: companyId, due_at })
  return insertPayment(db, {
    ...{ company_id: companyId, payment_id, idempotency_key: key, provider: payments.name, is_test: payments.isTest, reference, currency },
    ...(purchase.purpose === 'top_up'
      ? { purpose: 'top_up', amount: Math.ceil(purchase.credits * creditPrice), credits: toMicro(purchase.credits) }
      : { purpose: 'plan', ...priceOfPlan(purchase.plan, purchase.discount ?? 0), plan: purchase.plan }),
  })
}

const priceOfPlan = (plan: PlanName, discount: number) => ({ amount: plans[plan].price - discount, discount })

async function referenceOf(db: Db, companyId: string, method: string | null) {
  if (method !== null) return (await findMethod(db, companyId, method))?.reference ?? method
  const saved = await findDefaultMethod(db, companyId)
  if (saved) return saved.reference
  throw new AppError('INVALID_REQUEST', 'There is no payment method yet. Add one, or name one in payment_method_id.', {
    details: { payment_method_id: 'is needed, as there is no default payment method' },
  })
}
