import type { Stripe } from 'stripe'
import { AppError } from '../errors.ts'

/** Whether Stripe declined a card; told by the type it sends, as its classes are loaded late. */
export const isCardError = (error: unknown): error is Stripe.errors.StripeCardError =>
  error instanceof Error && 'type' in error && (error.type === 'StripeCardError' || isWrongMethod(error))

/** A payment method that Stripe does not know, or that is not this customer's, is the caller's mistake. */
function isWrongMethod(error: Error) {
  return 'code' in error && error.code === 'resource_missing' && 'param' in error && error.param === 'payment_method'
}

/** What else Stripe cannot do, without what it says about our account. */
export const asProviderError = (error: unknown) =>
  new AppError('PROVIDER_ERROR', 'The payment provider could not answer. Nothing was charged twice; try again.', { cause: error })
