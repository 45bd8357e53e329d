import type { Stripe } from 'stripe'
import type { Checkout, Collection, HostedPayments, Payer, PaymentProvider } from './payment-provider.ts'
import { asProviderError, isCardError } from './stripe-errors.ts'
import { declined, hasFailed, toMethod, toOutcome, toSeen } from './stripe-objects.ts'

export interface StripeOptions {
  readonly secretKey: string
  /** Checks the events that Stripe sends; null: none is taken. */
  readonly webhookSecret: string | null
  /** Where the API lies; null is Stripe's own. The operator's word, so it is not held against the rules for addresses of companies. */
  readonly apiBase: string | null
  /** Where the payer comes back to. */
  readonly returnUrl: string
}

/** Milliseconds that Stripe gets for an answer, tried three times. */
const timeout = 20_000

/** Payments through Stripe. Its library is loaded with the first call. */
export function createStripePayments({ secretKey, webhookSecret, apiBase, returnUrl }: StripeOptions): PaymentProvider {
  let client: Promise<Stripe> | null = null
  const open = async () => {
    const { default: Client } = await import('stripe')
    const base = apiBase ? new URL(apiBase) : null
    const port = base && (base.port || (base.protocol === 'http:' ? 80 : 443))
    const where =
      base && port ? { host: base.hostname, port, protocol: base.protocol === 'http:' ? ('http' as const) : ('https' as const) } : {}
    return new Client(secretKey, { timeout, maxNetworkRetries: 2, telemetry: false, ...where })
  }
  /** What Stripe refuses for a reason of the card is `otherwise`'s; all else it cannot do is PROVIDER_ERROR. */
  const call = async <T>(work: (stripe: Stripe) => Promise<T>, otherwise?: (error: Stripe.errors.StripeCardError) => T) => {
    client ??= open()
    try {
      return await work(await client)
    } catch (error) {
      if (otherwise && isCardError(error)) return otherwise(error)
      throw asProviderError(error)
    }
  }

  const hosted: HostedPayments = {
    checkout: checkout => call(stripe => openPage(stripe, checkout, returnUrl)),
    async readEvent(raw, signature) {
      if (!webhookSecret) return null
      client ??= open()
      const stripe = await client
      try {
        const { id, type, data } = stripe.webhooks.constructEvent(raw, signature, webhookSecret)
        return { id, kind: type, reference: referenceOf(data.object) }
      } catch {
        return null
      }
    },
    look: reference => call(stripe => look(stripe, reference)),
    async *begunSince(since) {
      client ??= open()
      const stripe = await client
      const list = stripe.paymentIntents.list({ created: { gte: Math.floor(since.getTime() / 1000) }, limit: 100 })
      for await (const intent of list) {
        const { company_id, payment_id } = intent.metadata
        if (company_id && payment_id)
          yield { companyId: company_id, paymentId: payment_id, reference: intent.id, outcome: toOutcome(intent) }
      }
    },
    async *takenBackSince(since) {
      client ??= open()
      yield* takenBack(await client, Math.floor(since.getTime() / 1000))
    },
  }

  return {
    name: 'stripe',
    isTest: /^[sr]k_test_/.test(secretKey),
    attach: (payer, token) =>
      call(
        async stripe => {
          const customer = await customerOf(stripe, payer)
          const method = await stripe.paymentMethods.attach(token, { customer })
          return toMethod(method, customer) ?? declined('This kind of payment method is not taken. Use a card.')
        },
        error => declined(error.message),
      ),
    detach: (_companyId, reference) =>
      call(async stripe => {
        await stripe.paymentMethods.detach(reference).catch(ignoreUnknown)
      }),
    collect: collection =>
      call(
        stripe => collect(stripe, collection, returnUrl),
        error => declined(error.message),
      ),
    hosted,
  }
}

/** One customer for each company: asked for twice at the same time, Stripe makes one. */
async function customerOf(stripe: Stripe, { companyId, customer }: Payer) {
  if (customer) return customer
  const made = await stripe.customers.create({ metadata: { company_id: companyId } }, { idempotencyKey: `customer:${companyId}` })
  return made.id
}

async function collect(
  stripe: Stripe,
  { companyId, customer, key, reference, amount, currency, description, present }: Collection,
  returnUrl: string,
) {
  const intent = await stripe.paymentIntents.create(
    {
      ...{ amount, currency: currency.toLowerCase(), payment_method: reference, confirm: true, description },
      ...(customer ? { customer } : {}),
      ...(present ? { return_url: returnUrl } : { off_session: true }),
      allowed_payment_method_types: ['card'],
      metadata: { company_id: companyId, payment_id: key },
    },
    { idempotencyKey: `payment:${key}` },
  )
  // Asked again, Stripe repeats its first answer, whatever has happened since.
  return toOutcome(intent.status === 'succeeded' ? intent : await stripe.paymentIntents.retrieve(intent.id))
}

async function openPage(stripe: Stripe, { companyId, customer, payment }: Checkout, returnUrl: string) {
  const payer = await customerOf(stripe, { companyId, customer })
  const metadata = { company_id: companyId, ...(payment ? { payment_id: payment.key } : {}) }
  const common = { customer: payer, metadata, success_url: `${returnUrl}?payment=done`, cancel_url: `${returnUrl}?payment=cancelled` }
  const session = payment
    ? await stripe.checkout.sessions.create(
        {
          ...common,
          mode: 'payment',
          allowed_payment_method_types: ['card'],
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: payment.currency.toLowerCase(),
                unit_amount: payment.amount,
                product_data: { name: payment.description },
              },
            },
          ],
          payment_intent_data: { metadata, setup_future_usage: 'off_session', description: payment.description },
        },
        { idempotencyKey: `checkout:${payment.key}` },
      )
    : await stripe.checkout.sessions.create({ ...common, mode: 'setup', allowed_payment_method_types: ['card'] })
  return { url: session.url ?? '', reference: session.id, customer: payer }
}

/** The payment, or the page, that an event's object belongs to. */
function referenceOf(object: unknown): string | null {
  const { id, object: kind, payment_intent } = object as { id?: string; object?: string; payment_intent?: string | { id: string } | null }
  if (kind === 'payment_intent' || kind === 'checkout.session') return id ?? null
  if (kind !== 'charge' && kind !== 'refund' && kind !== 'dispute') return null
  return typeof payment_intent === 'string' ? payment_intent : (payment_intent?.id ?? null)
}

/** Seconds within which a refund fails if it does. */
const refundFailsWithin = 35 * 86_400

async function* takenBack(stripe: Stripe, since: number) {
  for await (const refund of stripe.refunds.list({ created: { gte: since - refundFailsWithin }, limit: 100 }))
    if (refund.created >= since || hasFailed(refund)) yield* idOf(refund.payment_intent)
  for await (const dispute of stripe.disputes.list({ created: { gte: since }, limit: 100 })) yield* idOf(dispute.payment_intent)
}

const idOf = (intent: string | { readonly id: string } | null): string[] =>
  intent === null ? [] : [typeof intent === 'string' ? intent : intent.id]

async function look(stripe: Stripe, reference: string) {
  if (!reference.startsWith('cs_')) return lookAtPayment(stripe, reference)
  const session = await stripe.checkout.sessions.retrieve(reference, { expand: ['setup_intent.payment_method'] })
  const intent = typeof session.payment_intent === 'string' ? session.payment_intent : session.payment_intent?.id
  // As long as the page is open, another card may be tried on it.
  return intent && session.status !== 'open' ? lookAtPayment(stripe, intent) : toSeen.page(session)
}

async function lookAtPayment(stripe: Stripe, reference: string) {
  const intent = await stripe.paymentIntents.retrieve(reference, { expand: ['latest_charge', 'payment_method'] })
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null
  // Also when nothing is refunded: that may be because a refund has failed.
  const refunds = charge ? await stripe.refunds.list({ payment_intent: reference, limit: 100 }) : null
  const disputes = charge?.disputed ? await stripe.disputes.list({ payment_intent: reference, limit: 100 }) : null
  return toSeen.payment(intent, refunds?.data ?? [], disputes?.data ?? [])
}

/** A payment method that Stripe does not have, or that is nobody's, is forgotten. */
function ignoreUnknown(error: unknown) {
  if (!(error instanceof Error) || !('statusCode' in error) || (error.statusCode !== 404 && error.statusCode !== 400)) throw error
}
