import type { Stripe } from 'stripe'
import type { Declined, Outcome, ProviderMethod, Seen } from './payment-provider.ts'

export const declined = (message: string): Declined => ({ status: 'declined', message })

/** A saved card; null for what is none. */
export function toMethod(method: Stripe.PaymentMethod, customer: string | null): ProviderMethod | null {
  const { id, card } = method
  if (!card) return null
  const { brand, last4, exp_month, exp_year } = card
  return { status: 'attached', reference: id, type: 'card', brand, last4, expMonth: exp_month, expYear: exp_year, customer }
}

/** How a payment stands. See https://docs.stripe.com/payments/paymentintents/lifecycle. */
export function toOutcome(intent: Stripe.PaymentIntent): Outcome {
  const { id, status, client_secret, next_action, last_payment_error } = intent
  switch (status) {
    case 'succeeded':
      return { status: 'paid', reference: id }
    case 'requires_action':
    case 'requires_confirmation':
      return {
        status: 'requires_action',
        reference: id,
        action: { url: next_action?.redirect_to_url?.url ?? null, client_secret },
      }
    case 'processing':
    case 'requires_capture':
      return { status: 'pending', reference: id, action: null }
    default:
      return declined(last_payment_error?.message ?? 'The payment was not made. Use another payment method.')
  }
}

/** Banks can refuse a refund days after it was made. See https://docs.stripe.com/refunds#failed-refunds. */
export const hasFailed = ({ status }: Stripe.Refund) => status === 'failed' || status === 'canceled'

const none = { refunds: [], disputes: [] }

export const toSeen = {
  payment(intent: Stripe.PaymentIntent, refunds: readonly Stripe.Refund[], disputes: readonly Stripe.Dispute[]): Seen | null {
    const { company_id, payment_id } = intent.metadata
    if (!company_id || !payment_id) return null
    const customer = typeof intent.customer === 'string' ? intent.customer : (intent.customer?.id ?? null)
    const reusable = intent.status === 'succeeded' && intent.setup_future_usage !== null && typeof intent.payment_method === 'object'
    return {
      companyId: company_id,
      paymentId: payment_id,
      reference: intent.id,
      outcome: toOutcome(intent),
      refunds: refunds.map(refund => ({ id: refund.id, amount: refund.amount, returned: hasFailed(refund) })),
      disputes: disputes.map(({ id, amount, status }) => ({ id, amount, returned: status === 'won' || status === 'warning_closed' })),
      method: reusable && intent.payment_method ? toMethod(intent.payment_method as Stripe.PaymentMethod, customer) : null,
    }
  },
  /** A page that has led to no payment: it is open, it has expired, or a card was left on it. */
  page({ id, metadata, status, url, setup_intent, customer }: Stripe.Checkout.Session): Seen | null {
    const { company_id, payment_id } = metadata ?? {}
    if (!company_id) return null
    const setup = typeof setup_intent === 'object' ? setup_intent : null
    const card = setup?.status === 'succeeded' && typeof setup.payment_method === 'object' ? setup.payment_method : null
    const payer = typeof customer === 'string' ? customer : (customer?.id ?? null)
    const outcome: Outcome =
      status === 'expired'
        ? declined('The page for the payment has expired.')
        : { status: 'pending', reference: id, action: { url, client_secret: null } }
    return { companyId: company_id, paymentId: payment_id ?? null, reference: id, outcome, ...none, method: card && toMethod(card, payer) }
  },
}
