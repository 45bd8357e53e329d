import type { CheckoutInput } from '@craveva/contract/payments'
import type { UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { describe } from './invoices.service.ts'
import { findCustomer, saveCustomer } from './payment-customers.store.ts'
import { recordPayment } from './payments.service.ts'
import { updatePayment } from './payments.store.ts'

type Needs = Pick<UserContext, 'pool' | 'principal' | 'payments' | 'now'>

/**
 * Opens a page of the provider on which the payer pays, or leaves a card; what they do there arrives by the provider's events. Throws
 * INVALID_REQUEST, CONFLICT where the provider has no pages, PROVIDER_ERROR.
 */
export async function beginCheckout(needs: Needs, { purpose, amount }: CheckoutInput) {
  const { pool, payments, principal } = needs
  const { companyId } = principal
  const { hosted, name } = payments
  if (!hosted)
    throw new AppError('CONFLICT', 'This server takes test payments, which have no page. Use /billing/credits/topup with pm_card_visa.')
  if (purpose === 'top_up' && amount === undefined)
    throw new AppError('INVALID_REQUEST', undefined, { details: { amount: 'is needed: how many credits to buy' } })
  const { customer, payment } = await inCompany(pool, companyId, async db => ({
    customer: await findCustomer(db, companyId, name),
    payment:
      purpose === 'top_up'
        ? await recordPayment(needs, db, companyId, { purchase: { purpose, credits: amount ?? 0 }, key: null, reference: '' })
        : null,
  }))
  const page = await hosted.checkout({
    companyId,
    customer,
    payment: payment && { key: payment.payment_id, amount: payment.amount, currency: payment.currency, description: describe(payment) },
  })
  await inCompany(pool, companyId, async db => {
    await saveCustomer(db, companyId, name, page.customer)
    if (payment) await updatePayment(db, companyId, payment.payment_id, { provider_reference: page.reference })
  })
  return page.url
}
