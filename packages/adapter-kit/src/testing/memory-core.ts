import type { StoredInboundEvent } from '@craveva/contract/adapters'
import { inboundEvent } from '@craveva/contract/adapters'

/** A deployment as the API would keep it. */
export interface Deployment {
  readonly id: string
  readonly settings: object
  lease: string | null
  readonly received: StoredInboundEvent[]
  readonly known: Set<string>
  readonly statuses: { status: string; message: string | null; facts: Record<string, string> }[]
  readonly values: Map<string, unknown>
  readonly deliveries: Delivery[]
  waiting: { event: StoredInboundEvent; at: number }[]
}

/** What is to be delivered, or was. */
export interface Delivery {
  readonly delivery_id: string
  readonly address: string
  readonly text: string
  state: 'ready' | 'delivered' | 'failed' | 'blocked'
  message_ids: string[]
  reply_to: string | null
  attempts: number
}

/** What calls hold, as far as it is looked at. */
interface Body {
  readonly held?: readonly string[]
  readonly event?: unknown
  readonly handling?: { readonly merge_ms?: number }
  readonly value?: unknown
  readonly state?: string
  readonly message_ids?: string[]
}

/**
 * The API as adapters see it, in memory, for tests of adapters without a database: `fetch` takes the place of the network. Each burst is answered
 * with `answer`, which says again what was said unless given.
 */
export function createMemoryCore({ answer = (text: string) => `You said: ${text}` }: { answer?: (text: string) => string } = {}) {
  const deployments = new Map<string, Deployment>()
  let number = 0
  let news = Promise.withResolvers<void>()
  /** While true, calls fail as if the network were gone. */
  const network = { down: false, acknowledgementsLost: false }

  function wake() {
    news.resolve()
    news = Promise.withResolvers()
  }

  function add(settings: object) {
    const id = `dep_${++number}`
    deployments.set(id, {
      id,
      settings,
      lease: null,
      received: [],
      known: new Set(),
      statuses: [],
      values: new Map(),
      deliveries: [],
      waiting: [],
    })
    return id
  }

  function say(deployment: Deployment, address: string, text: string, replyTo: string | null) {
    const delivery_id = `dlv_${++number}`
    deployment.deliveries.push({ delivery_id, address, text, state: 'ready', message_ids: [], reply_to: replyTo, attempts: 0 })
    wake()
  }

  function receive(deployment: Deployment, event: StoredInboundEvent, mergeMs: number) {
    if (deployment.known.has(event.event_id)) return { known: true }
    deployment.known.add(event.event_id)
    deployment.received.push(event)
    if (event.kind !== 'message') return { known: false }
    deployment.waiting.push({ event, at: Date.now() + mergeMs })
    setTimeout(() => answerWaiting(deployment, event.address), mergeMs + 1)
    return { known: false }
  }

  function answerWaiting(deployment: Deployment, address: string) {
    const mine = deployment.waiting.filter(({ event }) => event.address === address)
    if (mine.length === 0 || mine.some(({ at }) => at > Date.now())) return
    deployment.waiting = deployment.waiting.filter(entry => !mine.includes(entry))
    const messages = mine.flatMap(({ event }) => (event.kind === 'message' ? [event] : []))
    say(deployment, address, answer(messages.map(({ text }) => text).join('\n')), messages.at(-1)?.message_id ?? null)
  }

  async function feed(deployment: Deployment, query: URLSearchParams, signal: AbortSignal) {
    const latest = Date.now() + Number(query.get('wait_seconds') ?? 0) * 1000
    for (;;) {
      const open = deployment.deliveries.filter(({ state }) => state === 'ready')
      if (open.length > 0 || Date.now() >= latest || signal.aborted) return { deliveries: open.map(toWire), files: [], cursor: '0' }
      await Promise.race([news.promise, new Promise(resolve => setTimeout(resolve, Math.min(200, latest - Date.now())))])
    }
  }

  const toWire = ({ text, state: _, ...delivery }: Delivery) => ({
    ...delivery,
    conversation_id: null,
    execution_id: null,
    state: 'ready',
    message: { role: 'agent', parts: [{ type: 'text', text }], author_name: null },
  })

  async function route(request: Request): Promise<unknown> {
    const { pathname, searchParams } = new URL(request.url)
    const path = pathname.replace('/api/v1/adapter', '')
    const body = request.method === 'GET' ? {} : ((await request.json()) as Body)
    if (path === '/leases') return { lease_seconds: 20, leases: claim(body.held ?? []) }
    const [, id = '', what = '', which = ''] = /^\/deployments\/([^/]+)(?:\/([^/]+))?(?:\/(.+))?$/.exec(path) ?? []
    const deployment = deployments.get(id)
    if (!deployment?.lease || request.headers.get('x-lease') !== deployment.lease) return null
    switch (what) {
      case '':
        return {
          deployment_id: id,
          revision: 1,
          settings: deployment.settings,
          agent: { agent_id: 'agent_1', name: 'Helper', greeting: 'Hello', language: null },
          public_url: `https://hooks.test/hooks/x/${id}`,
        }
      case 'release':
        deployment.lease = null
        return {}
      case 'status':
        deployment.statuses.push(body as Deployment['statuses'][number])
        return {}
      case 'events':
        return receive(deployment, inboundEvent.parse(body.event), body.handling?.merge_ms ?? 1500)
      case 'feed':
        return feed(deployment, searchParams, request.signal)
      case 'deliveries':
        return acknowledge(deployment, which, body)
      case 'store':
        if (request.method === 'GET') return { value: deployment.values.get(which) ?? null }
        deployment.values.set(which, body.value)
        return {}
      default:
        return null
    }
  }

  function claim(held: readonly string[]) {
    return [...deployments.values()].map(deployment => {
      const isHeld = held.includes(deployment.id) && deployment.lease !== null
      if (!isHeld) deployment.lease = `lease ${++number}`
      return { deployment_id: deployment.id, lease: isHeld ? null : deployment.lease, revision: 1 }
    })
  }

  function acknowledge(deployment: Deployment, id: string, told: { state?: string; message_ids?: string[] }) {
    const delivery = deployment.deliveries.find(candidate => candidate.delivery_id === id)
    if (!delivery) return null
    if (told.message_ids && told.message_ids.length > 0) delivery.message_ids = told.message_ids
    if (told.state === 'retry') delivery.attempts++
    if (told.state === 'delivered' || told.state === 'failed' || told.state === 'blocked') delivery.state = told.state
    return {}
  }

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    if (network.down) throw new TypeError('fetch failed')
    if (network.acknowledgementsLost && request.url.includes('/deliveries/')) throw new TypeError('fetch failed')
    const answered = await route(request)
    if (answered !== null) return Response.json(answered)
    return Response.json({ error: true, message: 'There is nothing here.', code: 'NOT_FOUND', details: {} }, { status: 404 })
  }

  return { fetch, add, network, get: (id: string) => deployments.get(id) as Deployment }
}

export type MemoryCore = ReturnType<typeof createMemoryCore>
