import type { Declined, PaymentProvider, ProviderMethod } from './payment-provider.ts'

/** Payment methods that Stripe publishes for tests (https://docs.stripe.com/testing), with the brand and the last digits of their cards. */
const accepted = new Map<string, readonly [brand: string, last4: string]>(
  Object.entries({
    pm_card_visa: ['visa', '4242'],
    pm_card_visa_debit: ['visa', '5556'],
    pm_card_mastercard: ['mastercard', '4444'],
    pm_card_mastercard_debit: ['mastercard', '3222'],
    pm_card_mastercard_prepaid: ['mastercard', '5100'],
    pm_card_amex: ['amex', '0005'],
    pm_card_discover: ['discover', '1117'],
    pm_card_diners: ['diners', '0004'],
    pm_card_jcb: ['jcb', '0505'],
    pm_card_unionpay: ['unionpay', '0005'],
  }),
)

const declined = new Map<string, string>(
  Object.entries({
    pm_card_chargeDeclined: 'The card was declined. Ask your bank why, or use another payment method.',
    pm_card_chargeDeclinedInsufficientFunds: 'The card has insufficient funds. Use another payment method.',
    pm_card_chargeDeclinedLostCard: 'The card was declined. Ask your bank why, or use another payment method.',
    pm_card_chargeDeclinedStolenCard: 'The card was declined. Ask your bank why, or use another payment method.',
    pm_card_chargeDeclinedExpiredCard: 'The card has expired. Use another payment method.',
    pm_card_chargeDeclinedIncorrectCvc: 'The security code of the card is incorrect. Check it, or use another payment method.',
    pm_card_chargeDeclinedProcessingError: 'The card could not be processed just now. Try again, or use another payment method.',
  }),
)

/** Can be saved, yet every charge of it fails. */
const failsLater = 'pm_card_chargeCustomerFail'

/** Moves no money: it accepts and declines payment methods that Stripe publishes for tests, and knows no others. */
export const testPaymentProvider: PaymentProvider = {
  name: 'test',
  isTest: true,
  attach: async (_payer, token) => refusalOf(token) ?? toMethod(token),
  detach: async () => {},
  collect: async ({ reference }) =>
    refusalOf(reference) ??
    (reference === failsLater ? decline('The card was declined. Use another payment method.') : { status: 'paid', reference: null }),
  hosted: null,
}

function toMethod(token: string): ProviderMethod {
  const [brand, last4] = accepted.get(token) ?? ['visa', '0341']
  return { status: 'attached', reference: token, type: 'card', brand, last4, expMonth: 12, expYear: 2099, customer: null }
}

function refusalOf(token: string): Declined | null {
  const reason = declined.get(token)
  if (reason) return decline(reason)
  if (accepted.has(token) || token === failsLater) return null
  return decline(`This server takes test payments only, and does not know "${token}". Use a test payment method such as pm_card_visa.`)
}

const decline = (message: string): Declined => ({ status: 'declined', message })
