import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import { createAttempts } from '@craveva/adapter-kit/commerce/attempts'
import { commerceTools } from '@craveva/adapter-kit/commerce/commerce-tools'
import { goneProducts } from '@craveva/adapter-kit/commerce/gone-products'
import { orderCodes } from '@craveva/adapter-kit/commerce/order-codes'
import type { Health } from '@craveva/adapter-kit/health'
import { createConnect } from './connect.ts'
import { type Access, createAccessFinder, isOpen, isSameShop } from './find-access.ts'
import { keyHealth } from './key-health.ts'
import { tendPlugin } from './plugin.ts'
import { zipPlugin } from './plugin-zip.ts'
import { productDocuments } from './product-documents.ts'
import type { Reach } from './reach.ts'
import type { Settings } from './settings.ts'
import { createWebhooks } from './webhooks.ts'
import { createWooApi, type WooApi } from './woo-api.ts'
import { wooShop } from './woo-shop.ts'

/** Milliseconds that the shop has to delete its notices to us. */
const endMs = 4500

/** Nothing is wrong without them, but slower. */
const withoutNotices =
  'The webhooks could not be made in the shop, for which its keys must be allowed to write: changes there are seen within a quarter of an hour, not at once.'

/** Nothing is wrong for who knows it. */
const inTheOpen =
  'The shop has no https: whoever is on the way can read what it tells us, orders and e-mails too, and change it. A certificate mends that; this address is then asked over https by itself.'

/** As it was entered with http. */
const securedBeside =
  'The shop answers over https as well, and is asked there. Enter that address, and let the shop lead its visitors there: whoever is on the way reads pages without it, and who is signed in.'

/** Keys cannot revoke themselves. */
const revoking =
  'Delete this deployment, which deletes the webhooks of the shop as well, then revoke the key named Craveva under WooCommerce > Settings > Advanced > REST API.'

/** A WooCommerce shop. */
export async function openWoo(context: AdapterContext<Settings>, reach: Reach): Promise<Connection> {
  const { settings, store, publicUrl, signal, changed, findDocuments } = context
  const shopUrl = settings.store_url ?? ''
  const apiWith = (given: Access) => createWooApi(given, reach)
  const findAccess = createAccessFinder(apiWith)

  let access = await readAccess()
  const url = () => access?.url ?? shopUrl
  const api = (): WooApi => apiWith(access ?? { consumerKey: '', consumerSecret: '', keysInAddress: false, url: shopUrl })
  const live: WooApi = {
    get isSecure() {
      return api().isSecure
    },
    get: (...input) => api().get(...input),
    send: (...input) => api().send(...input),
    plugin: (...input) => api().plugin(...input),
    frontPage: (...input) => api().frontPage(...input),
    store: (...input) => api().store(...input),
    wordpress: (...input) => api().wordpress(...input),
  }
  const connection = { server: new URL(publicUrl).origin, agent: context.agentId ?? '', deployment: publicUrl.split('/').at(-1) ?? '' }
  const download = `${publicUrl}/plugin.zip`
  const lookAtPlugin = tendPlugin({ api: live, connection, identitySecret: settings.identity_secret ?? null, download })
  const gone = goneProducts(store)
  const webhooks = createWebhooks(store, `${publicUrl}/webhook`)
  const connect = createConnect({
    store,
    shopUrl: url,
    publicUrl,
    async take(keys) {
      const found = await findAccess(keys, url(), signal)
      if (!found.access) return false
      access = found.access
      await store.set('keys', access)
      changed()
      return true
    },
    failed: () => changed(),
  })

  async function readAccess(): Promise<Access | null> {
    const { consumer_key: consumerKey, consumer_secret: consumerSecret } = settings
    const kept = await store.get<Partial<Access>>('keys')
    const stored = kept && isSameShop(kept.url ?? shopUrl, shopUrl) ? ({ keysInAddress: false, ...kept, url: urlOf(kept) } as Access) : null
    if (!consumerKey || !consumerSecret) return stored
    if (stored?.consumerKey === consumerKey) return stored
    return { consumerKey, consumerSecret, keysInAddress: false, url: stored?.url ?? shopUrl }
  }

  /** Never from https to http, whichever of the two was entered when. */
  function urlOf({ url: known }: Partial<Access>): string {
    return known && !isOpen(known) ? known : shopUrl
  }

  async function health(): Promise<Health> {
    if (!access) {
      const link = `${publicUrl}/connect`
      return {
        state: 'waiting',
        message:
          connect.problem() === null
            ? 'Waits for the shop: open the link and approve, or install the plugin and press Connect in its settings.'
            : `The shop was not connected. ${connect.problem()} Then open the link again.`,
        signIn: { kind: 'link', value: link, expiresAt: null },
        facts: { plugin: download },
      }
    }
    const { access: found, errors } = await findAccess(access, access.url, signal)
    if (!found) return keyHealth({ errors, isByClick: !settings.consumer_key, link: `${publicUrl}/connect` })
    if (found.keysInAddress !== access.keysInAddress || found.url !== access.url) await store.set('keys', found)
    access = found
    // Products are read as visitors see them, which some shops forbid.
    await live.store('products', { per_page: 1 }, signal)
    const notices = await webhooks.ensure(live, signal).then(
      () => ({}),
      () => ({ notices: withoutNotices }),
    )
    const beside = isOpen(shopUrl) && live.isSecure ? { address: securedBeside } : {}
    const message = [await lookAtPlugin(signal), live.isSecure ? null : inTheOpen].filter(text => text !== null).join(' ') || null
    return {
      state: 'ok',
      message,
      facts: { shop: new URL(shopUrl).host, plugin: download, 'to disconnect': revoking, ...notices, ...beside },
    }
  }

  return {
    health,
    async close() {},
    async end() {
      if (access) await webhooks.remove(live, AbortSignal.timeout(endMs))
    },
    tools: commerceTools(
      wooShop(live, shopUrl, { id: publicUrl.split('/').at(-1) ?? 'shop', name: new URL(shopUrl).host }, findDocuments),
      createAttempts(store),
      orderCodes(settings.order_code, context),
    ),
    connector: { name: new URL(shopUrl).host, pull: (since, position) => productDocuments(live, gone, { since, position, signal }) },
    async handle(request) {
      const { pathname, searchParams } = new URL(request.url)
      const path = pathname.split('/').at(-1)
      if (request.method === 'GET' && path === 'connect') return connect.begin()
      if (request.method === 'GET' && path === 'connected') return connect.connected(access !== null, searchParams.get('success') === '0')
      if (request.method === 'GET' && path === 'plugin.zip') return asDownload(await zipPlugin(connection))
      if (request.method === 'POST' && path === 'keys') return connect.takeKeys(request)
      if (request.method === 'POST' && path === 'webhook') {
        const { response, isNew, deleted } = await webhooks.take(request)
        if (deleted !== null) await gone.note(deleted)
        // A shop that brings in its goods sends one for each, and its health is no matter of them.
        if (isNew) changed('documents')
        return response
      }
      return new Response(null, { status: 404 })
    },
  }
}

const asDownload = (zip: Buffer) =>
  new Response(new Uint8Array(zip), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="craveva-chat.zip"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
