import type { TestApp } from '../../testing/create-test-app.ts'
import { rawRequest } from '../../testing/raw-request.ts'
import { waitFor } from '../../testing/wait-for.ts'
import { workOnPaymentEvents } from '../payment-events.ts'
import type { StripeLikeServer } from './stripe-like-server.ts'

export interface EventStorm {
  readonly stripe: StripeLikeServer
  /** Servers that share a database. */
  readonly apps: readonly [TestApp, ...TestApp[]]
  readonly payments: number
  /** Of each payment; some come twice. */
  readonly events: number
  readonly random: () => number
}

const bought = 50
const kinds = ['payment_intent.created', 'payment_intent.requires_action', 'payment_intent.processing', 'payment_intent.succeeded']

/**
 * Lets payers confirm payments while our servers hear nothing, then sends all the events about them in any order, to any server, some of them
 * twice. Gives how many payments were credited, and invoiced.
 */
export async function stormPaymentEvents({ stripe, apps, payments, events, random }: EventStorm) {
  const [app] = apps
  const owner = await app.signUp()
  const credits = async (): Promise<number> => (await owner.get('/billing/credits')).body.credits
  const before = await credits()
  const body = { amount: bought, payment_method_id: 'pm_card_authenticationRequired' }
  const ids: string[] = []
  for (let n = 0; n < payments; n++) ids.push((await owner.post('/billing/credits/topup', body)).body.transaction_id)
  const intents = [...stripe.intents.values()].filter(({ metadata }) =>
    ids.includes(String((metadata as Record<string, string>).payment_id)),
  )
  for (const { id } of intents) stripe.confirm(id, true)
  const sent = intents
    .flatMap(intent => Array.from({ length: events }, (_, n) => stripe.eventOf(kinds[n % kinds.length] ?? '', intent)))
    .flatMap(event => (random() < 0.2 ? [event, event] : [event]))
    .map(event => ({ event, at: random() }))
    .toSorted((one, other) => one.at - other.at)
  const send = ({ raw, signature }: { raw: string; signature: string }, { apiUrl }: TestApp) => {
    const headers = { 'stripe-signature': signature }
    return rawRequest(apiUrl, { method: 'POST', path: '/api/v1/billing/payment-events', body: raw, headers })
  }
  for (let from = 0; from < sent.length; from += 40)
    await Promise.all(sent.slice(from, from + 40).map(({ event }, n) => send(event, apps[n % apps.length] ?? app)))
  await waitFor(async () => {
    await Promise.all(apps.map(({ core }) => workOnPaymentEvents(core.services)))
    return (await credits()) >= before + payments * bought
  })
  await Promise.all(apps.map(({ core }) => workOnPaymentEvents(core.services)))
  return {
    events: sent.length,
    credited: Math.round(((await credits()) - before) / bought),
    invoiced: (await owner.get('/billing/invoices')).body.total as number,
  }
}
