import type { AdapterContext } from '@craveva/adapter-kit/adapter'
import { isSameSecret, isSigned } from '@craveva/adapter-kit/proof'
import type { createChatAddresses } from '../chat-addresses.ts'
import type { Settings } from '../settings.ts'
import type { Bill } from './bill.ts'
import { readWebhook } from './read-webhook.ts'
import type { ServiceWindow } from './service-window.ts'

/** Meta sends up to 3 MB. */
const maxBytes = 4_000_000

/** Answers Meta's proof of the address, and takes what it tells, once it is known to come from Meta and after it is stored. */
export async function receiveWebhook(
  request: Request,
  context: Pick<AdapterContext<Settings>, 'settings' | 'receive'>,
  { window, bill, addresses }: { window: ServiceWindow; bill: Bill; addresses: ReturnType<typeof createChatAddresses> },
): Promise<Response> {
  const { settings } = context
  if (request.method === 'GET') return prove(new URL(request.url).searchParams, settings.verify_token)
  if (request.method !== 'POST') return new Response(null, { status: 405 })
  const body = Buffer.from(await request.arrayBuffer())
  if (body.length > maxBytes) return new Response(null, { status: 413 })
  const [, signature = ''] = /^sha256=([0-9a-f]{64})$/.exec(request.headers.get('x-hub-signature-256') ?? '') ?? []
  if (!isSigned(body, signature, settings.app_secret ?? '')) return new Response(null, { status: 401 })
  const found = readWebhook(parse(body), settings.phone_number_id ?? '')
  if (!found) return new Response(null, { status: 200 })
  for (const event of found.events) {
    if (event.kind === 'message') {
      await window.opened(event.address, event.sentAt)
      await addresses.follow(/^\d+$/.test(event.sender.id) ? event.sender.id : null, event.address)
    }
    await context.receive(event)
  }
  for (const message of found.billed) await bill.add(message)
  return new Response(null, { status: 200 })
}

function prove(query: URLSearchParams, verifyToken: string | undefined): Response {
  const isMeta = query.get('hub.mode') === 'subscribe' && isSameSecret(query.get('hub.verify_token') ?? '', verifyToken ?? '')
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }
  return isMeta ? new Response(query.get('hub.challenge') ?? '', { headers }) : new Response(null, { status: 403 })
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
