import { z } from 'zod'
import { id, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'

export const paymentStatus = z.enum(['pending', 'requires_action', 'paid', 'declined'])
export type PaymentStatus = z.infer<typeof paymentStatus>

/** How many credits one top-up may buy. */
export const topUpBounds = { min: 50, max: 1_000_000 } as const

export const topUpAmount = z.int().min(topUpBounds.min).max(topUpBounds.max).meta({ description: 'How many credits to buy' })

/** What the payer still has to do, such as confirming at their bank. */
export const paymentAction = z
  .object({
    url: z.string().nullable().meta({ description: 'The page on which the payer confirms; null when only `client_secret` helps' }),
    client_secret: z.string().nullable().meta({ description: 'For the provider’s own program in the browser' }),
  })
  .nullable()
  .meta({ description: 'What the payer still has to do; null when there is nothing' })

const payment = z.object({
  payment_id: id('txn'),
  purpose: z.enum(['top_up', 'plan']),
  status: paymentStatus,
  amount: z.number(),
  currency: z.string(),
  refunded: z.number(),
  disputed: z.boolean(),
  failure: z.string().nullable(),
  action: paymentAction,
  invoice_id: id('inv').nullable(),
  test: z.boolean(),
  created_at: time,
})

const checkoutBody = z.strictObject({
  purpose: z.enum(['top_up', 'payment_method']).meta({ description: 'To buy credits, or to leave a card for later' }),
  amount: topUpAmount.optional(),
})
export type CheckoutInput = z.infer<typeof checkoutBody>

export const paymentsApi = {
  checkout: endpoint(operations.billing.checkout, {
    body: checkoutBody,
    answer: z.object({ url: z.string().meta({ description: 'The provider’s page, to send the payer to' }) }),
    errors: ['CONFLICT', 'PROVIDER_ERROR'],
  }),
  payment: endpoint(operations.billing.payment, { answer: z.object({ payment }), errors: ['PROVIDER_ERROR'] }),
  paymentEvents: endpoint(operations.billing.paymentEvents, {
    answer: z.object({ received: z.literal(true) }),
    errors: ['NOT_FOUND', 'UNAUTHORIZED'],
  }),
}
