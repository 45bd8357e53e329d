import type { Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { recordEvent } from '../events/record-event.ts'
import type { BillingTables, InvoiceLine } from './billing.tables.ts'
import { toCredits } from './credits.ts'
import { lockBalance } from './ledger.store.ts'
import { countInvoices, insertInvoice } from './payments.store.ts'
import { plans } from './plans.ts'

type Payment = Selectable<BillingTables['payments']>

/** Writes the invoice of a payment that was made; gives its id. */
export async function writeInvoice(db: Db, payment: Payment) {
  const { company_id, payment_id, amount, currency, is_test } = payment
  // Numbers are given out one after the other: whoever writes an invoice holds the balance.
  await lockBalance(db, company_id)
  const number = `INV-${String((await countInvoices(db, company_id)) + 1).padStart(6, '0')}`
  const invoice = { company_id, invoice_id: newId('inv'), number, amount, currency, status: 'paid' as const, is_test }
  await insertInvoice(db, { ...invoice, lines: JSON.stringify(linesOf(payment)), payment_id })
  const { invoice_id, status } = invoice
  await recordEvent(db, company_id, 'invoice.created', { invoice_id, number, amount: amount / 100, currency, status })
  return invoice_id
}

/** What a payment is for, in a few words. */
export const describe = ({ purpose, plan, is_test }: Pick<Payment, 'purpose' | 'plan' | 'is_test'>) =>
  `${purpose === 'plan' && plan ? `Plan ${plans[plan].title}, one month` : 'Credits'}${is_test ? ' (test)' : ''}`

function linesOf(payment: Payment): InvoiceLine[] {
  const { purpose, credits, amount, discount } = payment
  const bought = { description: describe(payment), quantity: purpose === 'top_up' ? toCredits(credits) : 1, amount: amount + discount }
  return discount === 0 ? [bought] : [bought, { description: 'Unused part of the plan before', quantity: 1, amount: -discount }]
}
