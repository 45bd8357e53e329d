import type { AdapterContext, Connection } from '@craveva/adapter-kit/adapter'
import { createAttempts } from '@craveva/adapter-kit/commerce/attempts'
import { commerceTools } from '@craveva/adapter-kit/commerce/commerce-tools'
import { goneProducts } from '@craveva/adapter-kit/commerce/gone-products'
import { orderCodes } from '@craveva/adapter-kit/commerce/order-codes'
import type { Health } from '@craveva/adapter-kit/health'
import { createAdminApi } from './admin-api.ts'
import { ensureBlockSettings } from './app/block-settings.ts'
import { createCheck } from './app/check-installation.ts'
import { installShop } from './app/install-shop.ts'
import { addressInAdmin, type OperatorApp } from './app/operator-app.ts'
import { editorAddress, readEmbed } from './embed-state.ts'
import { createEnding } from './ending.ts'
import { createInstall } from './install.ts'
import { createLibrary, type ShopifyFetch } from './library.ts'
import { productDocuments } from './product-documents.ts'
import { answerProxy } from './proxy-identity.ts'
import { createWebhook, listWebhooks, shopState } from './queries.ts'
import { type Settings, scopes } from './settings.ts'
import { shopifyShop } from './shopify-shop.ts'
import { createTokens } from './tokens.ts'
import { watchVersion } from './version-watch.ts'
import { receiveWebhook, topics } from './webhooks.ts'

/** A Shopify shop; `app` is the operator's, for those that installed that. */
export function openShopify(context: AdapterContext<Settings>, fetch: ShopifyFetch, app: OperatorApp | null = null): Connection {
  const { settings, store, publicUrl, signal, changed, installation = null } = context
  // An installation is of one shop, whatever the settings come to say; and nobody else's settings make use of the operator's app.
  const shop = installation ?? settings.shop_domain ?? ''
  const { clientId, clientSecret } =
    installation === null ? { clientId: settings.client_id ?? '', clientSecret: settings.client_secret ?? '' } : (app ?? noApp)
  const library = createLibrary({ clientId, clientSecret, hostName: new URL(publicUrl).host })
  const tokens = createTokens(store, library, shop, installation === null ? settings.access_token : undefined)
  const version = watchVersion()
  const api = createAdminApi(library, shop, tokens, version.answered)
  const gone = goneProducts(store)
  const address = installation !== null && app ? addressInAdmin(app, shop) : `${publicUrl}/install`
  const signIn = { kind: 'link', value: address, expiresAt: null } as const
  const ending = createEnding(store, clientId ? signIn : null)
  const keep = installShop({ store, tokens, ending, changed })
  const install = createInstall({ store, library, install: keep, fetch, shop, clientId, clientSecret, publicUrl })
  const block = { server: publicUrl.replace(/\/hooks\/.*$/, ''), agent: context.agentId ?? '' }

  async function health(): Promise<Health> {
    if (!(await tokens.has())) {
      const ended = await ending.health()
      if (ended) return ended
      if (!clientId && installation !== null)
        return { state: 'failing', message: 'The operator of this server has no app at Shopify any more.' }
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
    if (block.agent) await ensureBlockSettings(api, store, block, signal).catch(() => {})
    const editor = editorAddress(shop, clientId)
    const { state: embed, theme } = await readEmbed(api, signal).catch(() => ({ state: 'unknown' as const, theme: null }))
    return {
      state: 'ok',
      message:
        embed === 'off'
          ? `The chat is not switched on in the theme${theme ? ` ${theme}` : ''} yet: open ${editor}, switch it on and press Save, or paste the snippet into theme.liquid.`
          : null,
      facts: { shop: answer.shop?.name ?? shop, ...(theme ? { theme } : {}), 'in the theme': embed, ...version.facts() },
    }
  }

  async function ensureWebhooks() {
    // Those of the operator's app stand in its configuration.
    if (installation !== null) return
    const uri = `${publicUrl}/webhooks`
    const found = (await api(listWebhooks, {}, signal)) as { webhookSubscriptions?: { nodes: { topic: string; uri: string }[] } }
    const known = found.webhookSubscriptions?.nodes.filter(hook => hook.uri === uri).map(({ topic }) => topic) ?? []
    for (const topic of topics.filter(each => !known.includes(each))) await api(createWebhook, { topic, uri }, signal)
  }

  const hasToken = () => tokens.has()
  const check = installation !== null && app ? createCheck({ app, shop, fetch, hasToken, install: keep, health }) : null

  return {
    health,
    async close() {},
    tools: commerceTools(
      shopifyShop(api, shop, { id: publicUrl.split('/').at(-1) ?? 'shop', name: shop }),
      createAttempts(store),
      orderCodes(settings.order_code, context),
    ),
    connector: { name: shop, pull: (since, position) => productDocuments({ api, gone, store, fetch, signal }, since, position) },
    async handle(request, holdings) {
      const url = new URL(request.url)
      const path = url.pathname.split('/').at(-1)
      if (request.method === 'GET' && path === 'install' && clientId) return installation === null ? install.begin() : toAdmin(address)
      if (request.method === 'GET' && path === 'installed' && installation === null) return install.finish(url.searchParams)
      if (request.method === 'POST' && path === 'check' && check) return check(request)
      if (request.method === 'GET' && path === 'identity')
        return answerProxy(url.searchParams, library, shop, settings.identity_secret ?? '')
      if (request.method === 'POST' && path === 'webhooks')
        return receiveWebhook(request, { store, shop, clientSecret, tokens, gone, holdings, ending, changed })
      return new Response(null, { status: 404 })
    },
  }
}

const noApp: OperatorApp = { clientId: '', clientSecret: '' }

const toAdmin = (location: string) => new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } })
