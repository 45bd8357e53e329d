import { countAll } from '../../db/page.ts'
import type { TestApp } from '../../testing/create-test-app.ts'
import { rawRequest } from '../../testing/raw-request.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { waitFor } from '../../testing/wait-for.ts'
import type { StripeObject } from './stripe-like-ledger.ts'
import type { StripeLikeServer } from './stripe-like-server.ts'

export interface EventStorm {
  readonly stripe: StripeLikeServer
  /** Servers that share a database. */
  readonly apps: readonly [TestApp, ...TestApp[]]
  readonly payments: number
  readonly random: () => number
}

/** Credits, and cents. */
const bought = 50
const hour = 3_600_000
/** Milliseconds within which all events of a storm are worked on: some of them again, after half a minute. */
const patience = 300_000

/** What is left of a payment when all has happened, in cents. */
interface Fate {
  readonly steps: readonly ((stripe: StripeLikeServer, intentId: string) => readonly [event: string, object: StripeObject])[]
  readonly left: number
}

const paid: Fate['steps'][number] = (stripe, id) => ['payment_intent.succeeded', stripe.confirm(id, true)]
const failedFirst: Fate['steps'][number] = (stripe, id) => ['payment_intent.payment_failed', stripe.confirm(id, false)]
const refunded: Fate['steps'][number] = (stripe, id) => ['refund.created', stripe.refund(id, 20)]
const disputed: Fate['steps'][number] = (stripe, id) => ['charge.dispute.created', stripe.dispute(id, 'needs_response')]
const fates: readonly Fate[] = [
  { steps: [paid], left: bought },
  { steps: [failedFirst, paid], left: bought },
  { steps: [paid, refunded], left: bought - 20 },
  { steps: [paid, refunded, refundFailed], left: bought },
  { steps: [paid, disputed], left: 0 },
  { steps: [paid, disputed, (stripe, id) => ['charge.dispute.closed', stripe.dispute(id, 'won')]], left: bought },
  { steps: [paid, refunded, refunded], left: bought - 40 },
]

function refundFailed(stripe: StripeLikeServer, id: string): readonly [string, StripeObject] {
  const refund = stripe.refundsOf(id).at(-1)
  if (!refund) throw new Error('nothing was refunded')
  return ['refund.failed', stripe.failRefund(refund.id)]
}

/**
 * Lets payments be made, refunded and disputed in any order, while the events about it come late, in any order, to any server, and some of them
 * twice. Gives the credits and invoices that there are in the end beside those there should be, and how many events were sent.
 */
export async function stormPaymentEvents({ stripe, apps, payments, random }: EventStorm) {
  const [app] = apps
  const owner = await app.signUp()
  const before = await creditsOf(owner)
  const timeline: Happening[] = []
  let expected = 0
  for (let n = 0; n < payments; n++) {
    const fate = fates[Math.floor(random() * fates.length)] ?? { steps: [paid], left: bought }
    expected += fate.left
    timeline.push(...happeningsOf({ stripe, apps, random }, await beginPayment(stripe, owner), fate))
  }
  const events = timeline.filter(({ isEvent }) => isEvent).length
  await play(timeline.toSorted((one, other) => one.at - other.at))
  await waitFor(async () => (await countOpen(app)) === 0, undefined, patience)
  const invoiced: number = (await owner.get('/billing/invoices')).body.total
  return { events, expected, credited: Math.round((await creditsOf(owner)) - before), invoiced }
}

/** Events that are not worked on yet. */
async function countOpen({ core }: TestApp) {
  const open = core.services.pool.selectFrom('payment_events').select(countAll).where('done_at', 'is', null)
  return (await open.executeTakeFirstOrThrow()).total
}

interface Happening {
  readonly at: number
  readonly isEvent: boolean
  act(): void | Promise<void>
}

/** What happens to a payment, one after the other, and when which server is told of it. */
function happeningsOf(
  { stripe, apps, random }: Pick<EventStorm, 'stripe' | 'apps' | 'random'>,
  intentId: string,
  { steps }: Fate,
): Happening[] {
  let at = 0
  return steps.flatMap(step => {
    at += random()
    let told: readonly [string, StripeObject] | undefined
    const happens: Happening = {
      ...{ at, isEvent: false },
      act() {
        told = step(stripe, intentId)
      },
    }
    const tell = (): Happening => {
      const to = apps[Math.floor(random() * apps.length)] ?? apps[0]
      return { at: at + random() * 3, isEvent: true, act: () => (told ? send(stripe, told, to) : undefined) }
    }
    return [happens, tell(), ...(random() < 0.3 ? [tell()] : [])]
  })
}

async function creditsOf(owner: TestClient): Promise<number> {
  return (await owner.get('/billing/credits')).body.credits
}

async function beginPayment(stripe: StripeLikeServer, owner: TestClient) {
  const body = { amount: bought, payment_method_id: 'pm_card_authenticationRequired' }
  const { transaction_id } = (await owner.post('/billing/credits/topup', body)).body
  const intent = [...stripe.intents.values()].find(({ metadata }) => (metadata as Record<string, string>).payment_id === transaction_id)
  if (!intent) throw new Error('no such payment at the provider')
  return intent.id
}

/** In order; what is sent is not waited for before the next few. */
async function play(timeline: readonly Happening[]) {
  for (let from = 0; from < timeline.length; from += 10)
    await Promise.all(timeline.slice(from, from + 10).map(happening => happening.act()))
}

/** Signed now, about what happened up to two days ago. */
async function send(stripe: StripeLikeServer, [type, object]: readonly [string, StripeObject], { apiUrl }: TestApp) {
  const { raw, signature } = stripe.eventOf(type, object, Date.now(), Date.now() - 48 * hour)
  const answer = await rawRequest(apiUrl, {
    ...{ method: 'POST', path: '/api/v1/billing/payment-events', body: raw },
    headers: { 'stripe-signature': signature },
  })
  if (answer.status !== 200) throw new Error(`an event was answered with ${answer.status}`)
}
