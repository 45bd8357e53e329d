import type { GoneProducts } from '@craveva/adapter-kit/commerce/gone-products'
import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import { z } from 'zod'
import type { Tokens } from './tokens.ts'
import { isSignedByShopify } from './verify-webhook.ts'

/** Subscribed to through the API; the three about privacy are declared in the app's configuration, where alone Shopify takes them. */
export const topics = ['APP_UNINSTALLED', 'PRODUCTS_CREATE', 'PRODUCTS_UPDATE', 'PRODUCTS_DELETE', 'THEMES_PUBLISH', 'APP_SCOPES_UPDATE']

const remembered = 200
const maxBytes = 2_000_000

export interface WebhookNeeds {
  readonly store: KeyValueStore
  readonly shop: string
  readonly clientSecret: string
  readonly tokens: Tokens
  readonly gone: GoneProducts
  changed(): void
}

/** Takes a notice once it is known to come from Shopify and to be about this shop; the same event again changes nothing. */
export async function receiveWebhook(
  request: Request,
  { store, shop, clientSecret, tokens, gone, changed }: WebhookNeeds,
): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer())
  if (body.length > maxBytes) return new Response(null, { status: 413 })
  const header = (name: string) => request.headers.get(`x-shopify-${name}`) ?? request.headers.get(`shopify-${name}`)
  if (!isSignedByShopify(body, header('hmac-sha256'), clientSecret) || header('shop-domain') !== shop)
    return new Response(null, { status: 401 })
  const id = header('event-id') ?? header('webhook-id') ?? ''
  const recent = (await store.get<string[]>('webhooks')) ?? []
  if (recent.includes(id)) return new Response(null, { status: 200 })
  const topic = header('topic') ?? ''
  if (topic === 'app/uninstalled' || topic === 'shop/redact') await tokens.forget()
  const deleted = topic === 'products/delete' ? idOf(body) : null
  if (deleted !== null) await gone.note(deleted)
  await store.set('webhooks', [...recent, id].slice(-remembered))
  changed()
  return new Response(null, { status: 200 })
}

const notice = z.object({ id: z.number().int() })

function idOf(body: Buffer): string | null {
  try {
    return String(notice.parse(JSON.parse(body.toString('utf8'))).id)
  } catch {
    return null
  }
}
