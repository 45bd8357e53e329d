import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createStripeLedger, type StripeLedger, type StripeObject } from './stripe-like-ledger.ts'

/** A small server with the part of Stripe's API that we use, for the real library to talk to. It keeps everything in memory. */
export interface StripeLikeServer extends StripeLedger {
  /** What `STRIPE_API_BASE` must name. */
  readonly url: string
  /** What signs its events. */
  readonly webhookSecret: string
  /** An event as it would be sent at a time, about what happened earlier: signed bytes, with the header that signs them. */
  eventOf(
    type: string,
    object: StripeObject,
    at?: number,
    happenedAt?: number,
  ): { readonly raw: string; readonly signature: string; readonly id: string }
  /** Calls so far, such as `POST /v1/payment_intents`. */
  readonly calls: readonly string[]
  /** Lets the next calls fail as a broken network does: before the work is done, or after it. */
  breakNext(count: number, when: 'before' | 'after'): void
  close(): Promise<void>
}

export async function startStripeLikeServer(): Promise<StripeLikeServer> {
  const ledger = createStripeLedger()
  const webhookSecret = `whsec_${randomUUID()}`
  const calls: string[] = []
  const answered = new Map<string, { readonly status: number; readonly body: string }>()
  let broken: { count: number; when: 'before' | 'after' } | null = null

  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request
    const { pathname, searchParams } = new URL(url, 'http://stripe.test')
    calls.push(`${method} ${pathname}`)
    const body = await readForm(request)
    const breaks = broken && broken.count > 0 ? broken.when : null
    if (broken && breaks) broken.count--
    if (breaks === 'before') return void request.socket.destroy()
    const key = request.headers['idempotency-key']
    const known = typeof key === 'string' && method === 'POST' && key.includes(':') ? answered.get(key) : undefined
    const answer = known ?? answerOf(() => ledger.call(method, pathname, method === 'GET' ? Object.fromEntries(searchParams) : body))
    if (typeof key === 'string' && key.includes(':')) answered.set(key, answer)
    if (breaks === 'after') return void request.socket.destroy()
    send(response, answer)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  return {
    ...ledger,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    webhookSecret,
    calls,
    eventOf(type, object, at = Date.now(), happenedAt = at) {
      const id = `evt_${randomUUID().replaceAll('-', '')}`
      const raw = JSON.stringify({ id, object: 'event', type, created: Math.floor(happenedAt / 1000), data: { object } })
      const timestamp = Math.floor(at / 1000)
      const v1 = createHmac('sha256', webhookSecret).update(`${timestamp}.${raw}`).digest('hex')
      return { id, raw, signature: `t=${timestamp},v1=${v1}` }
    },
    breakNext(count, when) {
      broken = { count, when }
    },
    close: () => {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

function answerOf(work: () => { readonly status?: number; readonly body: object }) {
  const { status = 200, body } = work()
  return { status, body: JSON.stringify(body) }
}

const send = (response: ServerResponse, { status, body }: { status: number; body: string }) =>
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': `req_${randomUUID()}` }).end(body)

/** Reads `a[b][c]=d` into `{ 'a[b][c]': 'd' }`, which is all that the ledger needs. */
async function readForm(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks = await Array.fromAsync<Buffer>(request)
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
}
