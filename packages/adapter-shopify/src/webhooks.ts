import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import { z } from 'zod'
import { actOnNotice, type NoticeNeeds, UnreadableNotice } from './act-on-notice.ts'
import { isSignedByShopify } from './verify-webhook.ts'

/** Subscribed to through the API; the three about privacy are declared in the app's configuration, where alone Shopify takes them. */
export const topics = ['APP_UNINSTALLED', 'PRODUCTS_CREATE', 'PRODUCTS_UPDATE', 'PRODUCTS_DELETE', 'THEMES_PUBLISH', 'APP_SCOPES_UPDATE']

const remembered = 200
const maxBytes = 2_000_000

export interface WebhookNeeds extends NoticeNeeds {
  readonly store: KeyValueStore
  readonly shop: string
  readonly clientSecret: string
  changed(what?: 'health' | 'documents'): void
}

/** Takes a notice once it is known to come from Shopify and to be about this shop; the same event again changes nothing. */
export async function receiveWebhook(request: Request, { store, shop, clientSecret, changed, ...needs }: WebhookNeeds): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer())
  if (body.length > maxBytes) return new Response(null, { status: 413 })
  const header = (name: string) => request.headers.get(`x-shopify-${name}`) ?? request.headers.get(`shopify-${name}`)
  if (!isSignedByShopify(body, header('hmac-sha256'), clientSecret) || header('shop-domain') !== shop)
    return new Response(null, { status: 401 })
  // The header is not part of what is signed.
  if ((shopIn(body) ?? shop) !== shop) return new Response(null, { status: 401 })
  const id = header('event-id') ?? header('webhook-id') ?? ''
  const recent = async () => (await store.get<string[]>('webhooks')) ?? []
  if ((await recent()).includes(id)) return new Response(null, { status: 200 })
  const topic = header('topic') ?? ''
  const happened = Date.parse(header('triggered-at') ?? '')
  try {
    await actOnNotice(needs, topic, body, Number.isNaN(happened) ? Date.now() : happened)
  } catch (error) {
    // Anything else is thrown on: Shopify sends the notice again.
    if (error instanceof UnreadableNotice) return new Response(null, { status: 400 })
    throw error
  }
  await store.set('webhooks', [...(await recent()), id].slice(-remembered))
  changed(concerns[topic])
  return new Response(null, { status: 200 })
}

const namesShop = z.object({
  shop_domain: z.string().optional().catch(undefined),
  myshopify_domain: z.string().optional().catch(undefined),
})

/** The shop that a notice itself says it is about; null where it says none. */
function shopIn(body: Buffer): string | null {
  try {
    const { shop_domain, myshopify_domain } = namesShop.parse(JSON.parse(body.toString('utf8')))
    return shop_domain ?? myshopify_domain ?? null
  } catch {
    return null
  }
}

/** A shop whose products change all the time is not asked each time how it is. */
const concerns: Readonly<Record<string, 'health' | 'documents'>> = {
  'products/create': 'documents',
  'products/update': 'documents',
  'products/delete': 'documents',
  'themes/publish': 'health',
  'app/scopes_update': 'health',
}
