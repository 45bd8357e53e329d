import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import { createAttempts } from '@craveva/adapter-kit/commerce/attempts'
import { commerceTools } from '@craveva/adapter-kit/commerce/commerce-tools'
import { goneProducts } from '@craveva/adapter-kit/commerce/gone-products'
import type { Health } from '@craveva/adapter-kit/health'
import { createAdminApi } from './admin-api.ts'
import { blockHandle, readEmbedState } from './embed-state.ts'
import { createEnding } from './ending.ts'
import { createInstall } from './install.ts'
import { createLibrary, type ShopifyFetch } from './library.ts'
import { productDocuments } from './product-documents.ts'
import { answerProxy } from './proxy-identity.ts'
import { createWebhook, listWebhooks, shopState } from './queries.ts'
import { type Settings, scopes } from './settings.ts'
import { shopifyShop } from './shopify-shop.ts'
import { createTokens } from './tokens.ts'
import { receiveWebhook, topics } from './webhooks.ts'

/** A Shopify shop. */
export function openShopify(context: AdapterContext<Settings>, fetch: ShopifyFetch): Connection {
  const { settings, store, publicUrl, signal, changed } = context
  const shop = settings.shop_domain ?? ''
  const [clientId, clientSecret] = [settings.client_id ?? '', settings.client_secret ?? '']
  const library = createLibrary({ clientId, clientSecret, hostName: new URL(publicUrl).host })
  const tokens = createTokens(store, library, shop, settings.access_token)
  const api = createAdminApi(library, shop, tokens)
  const gone = goneProducts(store)
  const signIn = { kind: 'link', value: `${publicUrl}/install`, expiresAt: null } as const
  const ending = createEnding(store, clientId ? signIn : null)
  const install = createInstall({ store, library, tokens, fetch, shop, clientId, clientSecret, publicUrl })

  async function health(): Promise<Health> {
    if (!(await tokens.has())) {
      const ended = await ending.health()
      if (ended) return ended
      if (!clientId)
        return { state: 'waiting', message: 'Waits for: client_id (of the app, to connect by a click) or access_token (of a custom app).' }
      return {
        state: 'waiting',
        message: 'Waits for the shop: open the link and install the app.',
        signIn,
      }
    }
    const answer = (await api(shopState, {}, signal)) as {
      shop?: { name?: string }
      currentAppInstallation?: { accessScopes?: { handle: string }[] }
    }
    const granted = new Set(answer.currentAppInstallation?.accessScopes?.map(({ handle }) => handle))
    const missing = scopes.filter(scope => !granted.has(scope))
    if (missing.length > 0) return { state: 'failing', message: `The app may not: ${missing.join(', ')}. Install it again to grant them.` }
    await ensureWebhooks().catch(() => {})
    const embed = await readEmbedState(api, signal).catch(() => 'unknown' as const)
    const editor = `https://${shop}/admin/themes/current/editor?context=apps${clientId ? `&activateAppId=${clientId}/${blockHandle}` : ''}`
    return {
      state: 'ok',
      message:
        embed === 'off'
          ? `The chat is not switched on in the theme yet: open ${editor}, switch it on and press Save, or paste the snippet into theme.liquid.`
          : null,
      facts: { shop: answer.shop?.name ?? shop, 'in the theme': embed },
    }
  }

  async function ensureWebhooks() {
    const uri = `${publicUrl}/webhooks`
    const found = (await api(listWebhooks, {}, signal)) as { webhookSubscriptions?: { nodes: { topic: string; uri: string }[] } }
    const known = found.webhookSubscriptions?.nodes.filter(hook => hook.uri === uri).map(({ topic }) => topic) ?? []
    for (const topic of topics.filter(each => !known.includes(each))) await api(createWebhook, { topic, uri }, signal)
  }

  return {
    health,
    async close() {},
    tools: commerceTools(shopifyShop(api, shop, { id: publicUrl.split('/').at(-1) ?? 'shop', name: shop }), createAttempts(store)),
    connector: { name: shop, pull: (since, position) => productDocuments({ api, gone, store, fetch, signal }, since, position) },
    async handle(request, holdings) {
      const url = new URL(request.url)
      const path = url.pathname.split('/').at(-1)
      if (request.method === 'GET' && path === 'install' && clientId) return install.begin()
      if (request.method === 'GET' && path === 'installed') {
        const response = await install.finish(url.searchParams)
        if (response.ok) await ending.undo()
        changed()
        return response
      }
      if (request.method === 'GET' && path === 'identity')
        return answerProxy(url.searchParams, library, shop, settings.identity_secret ?? '')
      if (request.method === 'POST' && path === 'webhooks')
        return receiveWebhook(request, { store, shop, clientSecret, tokens, gone, holdings, ending, changed })
      return new Response(null, { status: 404 })
    },
  }
}
