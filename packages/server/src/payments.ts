import { createStripePayments } from '@craveva/core/billing/stripe-payment-provider'
import { testPaymentProvider } from '@craveva/core/billing/test-payment-provider'
import type { Config } from './config.ts'

/** Payments through Stripe where the operator has a key, else none that moves money. */
export function createPayments({ stripe, publicUrl }: Pick<Config, 'stripe' | 'publicUrl'>) {
  const { secretKey, webhookSecret, apiBase } = stripe
  if (!secretKey) return testPaymentProvider
  return createStripePayments({ secretKey, webhookSecret, apiBase, returnUrl: `${publicUrl}/console/billing` })
}
