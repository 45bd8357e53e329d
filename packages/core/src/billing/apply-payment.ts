import type { Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { beginPeriod } from './account.service.ts'
import type { BillingTables } from './billing.tables.ts'
import { toMicro } from './credits.ts'
import { writeInvoice } from './invoices.service.ts'
import { insertEntry, isBooked, lockBalance } from './ledger.store.ts'
import type { MoneyBack, Outcome, Seen } from './payment-provider.ts'
import { lockPayment, updateInvoiceStatus, updatePayment } from './payments.store.ts'
import { plans } from './plans.ts'
import { removeTask } from './subscriptions.store.ts'

type Payment = Selectable<BillingTables['payments']>

/**
 * Moves a payment on to how the provider says it stands, and gives what was paid for: once, however often and in whichever order it is said.
 * What is paid stays paid; what was declined can still turn out to be paid.
 */
export async function applyOutcome(db: Db, { company_id, payment_id }: Pick<Payment, 'company_id' | 'payment_id'>, outcome: Outcome) {
  const current = await lockPayment(db, company_id, payment_id)
  if (!current || current.status === 'paid') return current ?? null
  if (outcome.status === 'paid') {
    await removeTask(db, 'payment', payment_id)
    const invoice_id = await writeInvoice(db, current)
    await giveWhatWasPaid(db, current)
    const provider_reference = outcome.reference ?? current.provider_reference
    return updatePayment(db, company_id, payment_id, { status: 'paid', invoice_id, failure: null, provider_reference })
  }
  if (current.status === 'declined') return current
  if (outcome.status !== 'declined')
    return updatePayment(db, company_id, payment_id, { status: outcome.status, provider_reference: outcome.reference })
  await removeTask(db, 'payment', payment_id)
  return updatePayment(db, company_id, payment_id, { status: 'declined', failure: outcome.message, idempotency_key: null })
}

/**
 * The same for all that the provider knows of a payment: refunds and disputes take back what was bought, as far as it is still there, and give
 * it again when the refund fails or the dispute is won.
 */
export async function applySeen(db: Db, payment: Pick<Payment, 'company_id' | 'payment_id'>, { outcome, refunds, disputes }: Seen) {
  const paid = await applyOutcome(db, payment, outcome)
  if (paid?.status !== 'paid') return paid
  const back = await moveBack(db, paid, 'refund', refunds)
  const inDispute = await moveBack(db, paid, 'dispute', disputes)
  // What was read earlier, and knows less, may come later: only what is seen to have returned makes up for what was seen to be gone.
  const refunded = Math.max(paid.refunded - back.returned, back.gone)
  const disputed = disputes.length === 0 ? paid.disputed : inDispute.gone > 0
  if (refunded === paid.refunded && disputed === paid.disputed) return paid
  if (paid.invoice_id) await updateInvoiceStatus(db, paid.company_id, paid.invoice_id, refunded >= paid.amount ? 'refunded' : 'paid')
  return updatePayment(db, paid.company_id, paid.payment_id, { refunded, disputed })
}

async function giveWhatWasPaid(db: Db, { company_id, payment_id, purpose, plan, credits }: Payment) {
  if (purpose === 'plan' && plan) return beginPeriod(db, company_id, plan)
  await insertEntry(db, {
    company_id,
    transaction_id: newId('txn'),
    kind: 'grant',
    source: `payment:${payment_id}`,
    available: credits,
    outside: -credits,
  })
}

const ends = { refund: 'refund-failed', dispute: 'dispute-won' } as const

/** Books what money that went back does to the credits. Gives the cents that are gone, and those that are seen for the first time to have returned. */
async function moveBack(db: Db, payment: Payment, kind: keyof typeof ends, moves: readonly MoneyBack[]) {
  const sum = { gone: 0, returned: 0 }
  for (const { id, amount, returned } of moves) {
    const [taking, ending] = [`${kind}:${id}`, `${ends[kind]}:${id}`]
    // What was read before it returned can arrive after that.
    const over = returned || (await isBooked(db, payment.company_id, ending)) !== undefined
    if (!over) {
      await takeBack(db, payment, taking, amount)
      sum.gone += amount
    } else if (await giveBack(db, payment, taking, ending)) sum.returned += amount
  }
  return sum
}

/**
 * Takes credits away for money that went back: what was spent already cannot be taken, so no balance falls below zero. Booked also when it is
 * nothing, so that it is known to have been counted.
 */
async function takeBack(db: Db, { company_id, credits, plan, amount }: Payment, source: string, cents: number) {
  const bought = plan ? toMicro(plans[plan].credits) : credits
  const balance = await lockBalance(db, company_id)
  const taken = Math.min(balance?.available ?? 0, Math.round((bought * Math.min(cents, amount)) / amount))
  await insertEntry(db, { company_id, transaction_id: newId('txn'), kind: 'expire', source, available: -taken, outside: taken })
}

/** Gives back what was taken; booked also when it is nothing, so that it is over. False when it was given before, or had never been taken. */
async function giveBack(db: Db, { company_id }: Payment, taking: string, ending: string) {
  const taken = await isBooked(db, company_id, taking)
  const entry = { company_id, transaction_id: newId('txn'), kind: 'grant' as const, source: ending }
  const given = await insertEntry(db, { ...entry, available: -(taken?.available ?? 0), outside: -(taken?.outside ?? 0) })
  return given && taken !== undefined
}
