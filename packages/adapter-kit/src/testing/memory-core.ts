import { inboundEvent } from '@craveva/contract/inbound-events'
import { createDeployment, type Delivery, type Deployment, type Manners } from './memory-deployment.ts'

export type { Deployment } from './memory-deployment.ts'

/** A call of the API, as it comes and once it was answered. */
export interface Call {
  /** Below `/adapter`. */
  readonly path: string
  readonly method: string
  readonly phase: 'before' | 'after'
}

/** How one process reaches the API. */
export interface CoreConnection {
  readonly fetch: typeof globalThis.fetch
  /** Ends it for good, as a crash of the process does. */
  cut(): void
}

/** What calls hold, as far as it is looked at. */
interface Body {
  readonly held?: readonly string[]
  readonly paused?: boolean
  readonly events?: readonly unknown[]
  readonly handling?: { readonly merge_ms?: number; readonly pause_minutes?: number }
  readonly value?: unknown
  readonly state?: string
  readonly message_ids?: string[]
}

const plainly: Manners = { answer: text => `You said: ${text}`, files: [], wordEveryMs: null, minuteMs: 60_000 }

/**
 * The API as adapters see it, in memory, for tests of adapters without a database. Each burst is answered with `answer`, which says again what
 * was said unless given.
 */
export function createMemoryCore(given: Partial<Manners> = {}) {
  const manners = { ...plainly, ...given }
  const deployments = new Map<string, Deployment>()
  let number = 0
  let news = Promise.withResolvers<void>()
  /** `down`: calls fail as if the network were gone. `onCall` sees each one of a connection, and may cut that. */
  const network: { down: boolean; onCall: ((call: Call, connection: CoreConnection) => void) | null } = { down: false, onCall: null }

  function wake() {
    news.resolve()
    news = Promise.withResolvers()
  }

  function add(settings: object) {
    const id = `dep_${++number}`
    deployments.set(id, createDeployment(id, settings, manners, wake))
    return id
  }

  async function feed(deployment: Deployment, query: URLSearchParams, signal: AbortSignal) {
    const latest = Date.now() + Number(query.get('wait_seconds') ?? 0) * 1000
    for (;;) {
      const deliveries = deployment.deliveries.filter(({ state }) => state === 'ready')
      const files = deployment.wantedFiles()
      if (deliveries.length + files.length > 0 || Date.now() >= latest || signal.aborted)
        return { deliveries: deliveries.map(toWire), files, cursor: '0' }
      await Promise.race([news.promise, new Promise(resolve => setTimeout(resolve, Math.min(200, latest - Date.now())))])
    }
  }

  async function route(request: Request): Promise<Response | object | null> {
    const { pathname, searchParams } = new URL(request.url)
    const path = pathname.replace('/api/v1/adapter', '')
    const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false
    const form = isForm ? await request.formData() : null
    const body = form || request.method === 'GET' ? {} : ((await request.json()) as Body)
    if (path === '/leases')
      return {
        lease_seconds: 20,
        front_door_url: 'https://hooks.test/hooks/x/app',
        leases: claim(body),
        ended: (body.held ?? []).filter(held => !isFor(body, deployments.get(held))),
      }
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
          installation: null,
        }
      case 'release':
        deployment.lease = null
        return {}
      case 'status':
        deployment.statuses.push(body as Deployment['statuses'][number])
        return {}
      case 'events':
        return receive(deployment, body)
      case 'files':
        return form ? keepFile(deployment, form) : new Response(manners.files[Number(which.split('_')[1])]?.content ?? '')
      case 'feed':
        return feed(deployment, searchParams, request.signal)
      case 'turns':
        return tellTurn(deployment, which)
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

  const isFor = ({ paused = false }: Body, deployment: Deployment | undefined) => deployment !== undefined && (paused || !deployment.paused)

  function claim(body: Body) {
    const { held = [] } = body
    const mine = [...deployments.values()].filter(deployment => isFor(body, deployment))
    return mine.map(deployment => {
      const isHeld = held.includes(deployment.id) && deployment.lease !== null
      if (!isHeld) deployment.lease = `lease ${++number}`
      return { deployment_id: deployment.id, lease: isHeld ? null : deployment.lease, revision: 1, paused: deployment.paused }
    })
  }

  function connect(): CoreConnection {
    let isCut = false
    const connection: CoreConnection = {
      cut: () => {
        isCut = true
      },
      async fetch(input, init) {
        const request = new Request(input, init)
        const call = { path: new URL(request.url).pathname.replace('/api/v1/adapter', ''), method: request.method }
        if (!isCut) network.onCall?.({ ...call, phase: 'before' }, connection)
        if (isCut || network.down) throw new TypeError('fetch failed')
        const answered = await route(request)
        if (!isCut) network.onCall?.({ ...call, phase: 'after' }, connection)
        if (isCut) throw new TypeError('fetch failed')
        if (answered instanceof Response) return answered
        if (answered !== null) return Response.json(answered)
        return Response.json({ error: true, message: 'There is nothing here.', code: 'NOT_FOUND', details: {} }, { status: 404 })
      },
    }
    return connection
  }

  return { connect, add, network, remove: (id: string) => deployments.delete(id), get: (id: string) => deployments.get(id) as Deployment }
}

export type MemoryCore = ReturnType<typeof createMemoryCore>

function toWire({ text, files, growing, state: _, ...delivery }: Delivery) {
  const isReady = growing === null || growing.isOver
  return {
    ...delivery,
    conversation_id: null,
    execution_id: growing ? delivery.delivery_id : null,
    state: isReady ? 'ready' : 'writing',
    message: isReady ? { role: 'agent', parts: [{ type: 'text', text }, ...files], author_name: null } : null,
  }
}

function tellTurn(deployment: Deployment, id: string) {
  const growing = deployment.deliveries.find(({ delivery_id }) => delivery_id === id)?.growing
  if (!growing) return null
  const encoder = new TextEncoder()
  const body = ReadableStream.from(
    (async function* () {
      for await (const part of growing.parts()) yield encoder.encode(`data: ${JSON.stringify(part)}\n\n`)
    })(),
  )
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

function receive(deployment: Deployment, { events = [], handling }: Body) {
  const parsed = events.map(event => inboundEvent.parse(event))
  const known = parsed.filter(event => deployment.receive(event, { merge_ms: 1500, pause_minutes: 60, ...handling }))
  return { known: known.map(({ event_id }) => event_id) }
}

function keepFile(deployment: Deployment, form: FormData) {
  const file = [...form.values()].find(value => typeof value !== 'string') ?? null
  deployment.keepFile(String(form.get('event_id')), Number(form.get('index')), file?.name ?? '', file)
  return { file_id: file ? 'file_1' : null }
}

function acknowledge(deployment: Deployment, id: string, told: { state?: string; message_ids?: string[] }) {
  const delivery = deployment.deliveries.find(candidate => candidate.delivery_id === id)
  if (!delivery) return null
  if (told.message_ids && told.message_ids.length > 0) delivery.message_ids = told.message_ids
  if (told.state === 'retry') delivery.attempts++
  if (told.state === 'delivered' || told.state === 'failed' || told.state === 'blocked') delivery.state = told.state
  return {}
}
