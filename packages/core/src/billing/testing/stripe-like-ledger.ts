import { randomUUID } from 'node:crypto'

export interface StripeObject {
  readonly id: string
  readonly object: string
  readonly [field: string]: unknown
}

type Form = Readonly<Record<string, string>>
type Mutable = Record<string, unknown> & { id: string; object: string }

interface Answer {
  readonly status?: number
  readonly body: object
}

/** What the small Stripe knows and does, without its HTTP. */
export interface StripeLedger {
  call(method: string, path: string, form: Form): Answer
  /** Every payment that was begun. */
  readonly intents: ReadonlyMap<string, StripeObject>
  /** The payer confirms at their bank, or fails to. */
  confirm(intentId: string, succeeds: boolean): StripeObject
  /** The payer finishes a page with this card. */
  finishPage(sessionId: string, method: string): { readonly session: StripeObject; readonly intent: StripeObject | null }
  /** The seller sends money back. */
  refund(intentId: string, amount: number): StripeObject
  /** Oldest first. */
  refundsOf(intentId: string): readonly StripeObject[]
  /** The payer's bank sends a refund back to the seller. */
  failRefund(refundId: string): StripeObject
  /** The payer's bank takes it back; `won` when it had to return it. */
  dispute(intentId: string, status: 'needs_response' | 'won' | 'lost'): StripeObject
}

const newId = (prefix: string) => `${prefix}_${randomUUID().replaceAll('-', '')}`
const seconds = () => Math.floor(Date.now() / 1000)

/** Cards that Stripe publishes for tests, by what they do (https://docs.stripe.com/testing). */
const refused: Readonly<Record<string, string>> = {
  pm_card_chargeDeclined: 'Your card was declined.',
  pm_card_chargeDeclinedInsufficientFunds: 'Your card has insufficient funds.',
}
const needsBank = /authenticationRequired|threeDSecure/

export function createStripeLedger(): StripeLedger {
  const intents = new Map<string, Mutable>()
  const sessions = new Map<string, Mutable>()
  const methods = new Map<string, Mutable>()
  const refunds: Mutable[] = []
  const disputes: Mutable[] = []

  const cardOf = (id: string): Mutable => {
    const known = methods.get(id)
    if (known) return known
    const card = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2040 }
    return { id, object: 'payment_method', type: 'card', card, customer: null }
  }

  function succeed(intent: Mutable) {
    const charge = {
      id: newId('ch'),
      object: 'charge',
      amount: intent.amount,
      amount_refunded: 0,
      disputed: false,
      payment_intent: intent.id,
    }
    Object.assign(intent, { status: 'succeeded', next_action: null, last_payment_error: null, latest_charge: charge })
    return intent
  }

  function decline(intent: Mutable, message: string): Answer {
    const error = { type: 'card_error', code: 'card_declined', decline_code: 'generic_decline', message }
    Object.assign(intent, { status: 'requires_payment_method', next_action: null, last_payment_error: error })
    return { status: 402, body: { error: { ...error, payment_intent: intent } } }
  }

  function createIntent(form: Form): Answer {
    const id = newId('pi')
    const method = form.payment_method ?? ''
    const intent: Mutable = {
      ...{ id, object: 'payment_intent', amount: Number(form.amount), currency: form.currency, created: seconds(), livemode: false },
      ...{ client_secret: `${id}_secret_x`, customer: form.customer ?? null, payment_method: method, metadata: metadataOf(form) },
      ...{ setup_future_usage: form.setup_future_usage ?? null, latest_charge: null, next_action: null, last_payment_error: null },
      status: 'requires_confirmation',
    }
    intents.set(id, intent)
    if (!/^pm_/.test(method)) {
      const error = {
        type: 'invalid_request_error',
        code: 'resource_missing',
        param: 'payment_method',
        message: `No such PaymentMethod: '${method}'`,
      }
      return { status: 400, body: { error } }
    }
    const card = methods.get(method)?.card_token ?? method
    const reason = refused[String(card)]
    if (reason) return decline(intent, reason)
    if (needsBank.test(String(card)) && form.off_session === 'true')
      return decline(intent, 'Your card was declined. This transaction requires authentication.')
    if (!needsBank.test(String(card))) return { body: succeed(intent) }
    const url = `https://hooks.stripe.test/${id}`
    Object.assign(intent, {
      status: 'requires_action',
      next_action: { type: 'redirect_to_url', redirect_to_url: { url, return_url: form.return_url } },
    })
    return { body: intent }
  }

  function createSession(form: Form): Answer {
    const id = newId('cs_test')
    const price = Number(form['line_items[0][price_data][unit_amount]'] ?? 0)
    const session: Mutable = {
      ...{
        id,
        object: 'checkout.session',
        mode: form.mode,
        status: 'open',
        payment_status: 'unpaid',
        url: `https://checkout.stripe.test/${id}`,
      },
      ...{ customer: form.customer ?? null, metadata: metadataOf(form), payment_intent: null, setup_intent: null, created: seconds() },
      ...{ amount_total: price, intent_metadata: metadataOf(form, 'payment_intent_data[metadata]') },
    }
    sessions.set(id, session)
    return { body: session }
  }

  function attach(id: string, form: Form): Answer {
    if (!id.startsWith('pm_'))
      return {
        status: 404,
        body: {
          error: { type: 'invalid_request_error', code: 'resource_missing', param: 'payment_method', message: 'No such PaymentMethod' },
        },
      }
    const reason = refused[id]
    if (reason) return { status: 402, body: { error: { type: 'card_error', code: 'card_declined', message: reason } } }
    const saved: Mutable = { ...cardOf(id), id: newId('pm'), customer: form.customer ?? null, card_token: id }
    methods.set(saved.id, saved)
    return { body: saved }
  }

  const routes: readonly { readonly method: string; readonly path: RegExp; readonly answer: (id: string, form: Form) => Answer }[] = [
    {
      method: 'POST',
      path: /^\/v1\/customers$/,
      answer: (_id, form) => ({ body: { id: newId('cus'), object: 'customer', metadata: metadataOf(form) } }),
    },
    { method: 'POST', path: /^\/v1\/payment_methods\/([^/]+)\/attach$/, answer: attach },
    {
      method: 'POST',
      path: /^\/v1\/payment_methods\/([^/]+)\/detach$/,
      answer: id => (methods.delete(id) ? { body: { id, object: 'payment_method', customer: null } } : missing(id)),
    },
    { method: 'POST', path: /^\/v1\/payment_intents$/, answer: (_id, form) => createIntent(form) },
    {
      method: 'GET',
      path: /^\/v1\/payment_intents$/,
      answer: (_id, form) => list([...intents.values()].filter(({ created }) => Number(created) >= Number(form['created[gte]'] ?? 0))),
    },
    {
      method: 'GET',
      path: /^\/v1\/payment_intents\/([^/]+)$/,
      answer: id => {
        const intent = intents.get(id)
        return intent ? { body: { ...intent, payment_method: cardOf(String(intent.payment_method)) } } : missing(id)
      },
    },
    { method: 'POST', path: /^\/v1\/checkout\/sessions$/, answer: (_id, form) => createSession(form) },
    { method: 'GET', path: /^\/v1\/checkout\/sessions\/([^/]+)$/, answer: id => found(sessions.get(id), id) },
    {
      method: 'GET',
      path: /^\/v1\/refunds$/,
      answer: (_id, form) => list(refunds.filter(isAskedFor(form))),
    },
    {
      method: 'GET',
      path: /^\/v1\/disputes$/,
      answer: (_id, form) => list(disputes.filter(isAskedFor(form))),
    },
  ]

  const intentOf = (id: string) => intents.get(id) ?? fail(`no payment ${id}`)
  const chargeOf = (intent: Mutable) => intent.latest_charge as Mutable

  return {
    intents,
    call(method, path, form) {
      for (const route of routes) {
        const id = route.method === method ? route.path.exec(path) : null
        if (id) return route.answer(id[1] ?? '', form)
      }
      return missing(`${method} ${path}`)
    },
    confirm(intentId, succeeds) {
      const intent = intentOf(intentId)
      if (succeeds) return succeed(intent)
      decline(intent, 'Your bank could not confirm it was you.')
      return intent
    },
    finishPage(sessionId, method) {
      const session = sessions.get(sessionId) ?? fail(`no page ${sessionId}`)
      const { body } = attach(method, { customer: String(session.customer) })
      const card = body as Mutable
      Object.assign(session, { status: 'complete', payment_status: 'paid' })
      if (session.mode === 'setup') {
        session.setup_intent = { id: newId('seti'), object: 'setup_intent', status: 'succeeded', payment_method: card }
        return { session, intent: null }
      }
      const intent: Mutable = {
        ...{
          id: newId('pi'),
          object: 'payment_intent',
          amount: session.amount_total,
          currency: 'usd',
          created: seconds(),
          next_action: null,
        },
        ...{
          client_secret: null,
          customer: session.customer,
          payment_method: card.id,
          metadata: session.intent_metadata,
          latest_charge: null,
        },
        ...{ setup_future_usage: 'off_session', last_payment_error: null, status: 'processing' },
      }
      intents.set(intent.id, succeed(intent))
      session.payment_intent = intent.id
      return { session, intent }
    },
    refund(intentId, amount) {
      const intent = intentOf(intentId)
      const refund: Mutable = {
        id: newId('re'),
        object: 'refund',
        created: seconds(),
        amount,
        status: 'succeeded',
        payment_intent: intentId,
        charge: chargeOf(intent).id,
      }
      refunds.push(refund)
      chargeOf(intent).amount_refunded = Number(chargeOf(intent).amount_refunded) + amount
      return refund
    },
    refundsOf: intentId => refunds.filter(({ payment_intent }) => payment_intent === intentId),
    failRefund(refundId) {
      const refund = refunds.find(({ id }) => id === refundId) ?? fail(`no refund ${refundId}`)
      const charge = chargeOf(intentOf(String(refund.payment_intent)))
      charge.amount_refunded = Number(charge.amount_refunded) - Number(refund.amount)
      return Object.assign(refund, { status: 'failed', failure_reason: 'expired_or_canceled_card' })
    },
    dispute(intentId, status) {
      const intent = intentOf(intentId)
      const known = disputes.find(({ payment_intent }) => payment_intent === intentId)
      if (known) return Object.assign(known, { status })
      chargeOf(intent).disputed = true
      const dispute: Mutable = {
        id: newId('du'),
        object: 'dispute',
        created: seconds(),
        amount: intent.amount,
        status,
        payment_intent: intentId,
        charge: chargeOf(intent).id,
      }
      disputes.push(dispute)
      return dispute
    },
  }
}

function metadataOf(form: Form, name = 'metadata') {
  const entries = Object.entries(form).flatMap(([field, value]) => {
    const inner = field.startsWith(`${name}[`) ? field.slice(name.length + 1, -1) : null
    return inner ? [[inner, value] as const] : []
  })
  return Object.fromEntries(entries)
}

/** Of one payment, or of all since a time. */
const isAskedFor =
  (form: Form) =>
  ({ payment_intent, created }: Mutable) =>
    form.payment_intent === undefined ? Number(created) >= Number(form['created[gte]'] ?? 0) : payment_intent === form.payment_intent

const list = (data: readonly object[]): Answer => ({ body: { object: 'list', data, has_more: false, url: '' } })
const found = (object: Mutable | undefined, id: string): Answer => (object ? { body: object } : missing(id))
const missing = (id: string): Answer => ({
  status: 404,
  body: { error: { type: 'invalid_request_error', code: 'resource_missing', message: `No such object: '${id}'` } },
})

function fail(what: string): never {
  throw new Error(what)
}
