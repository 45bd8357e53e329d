import { randomBytes } from 'node:crypto'
import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import { isSameSecret } from '@craveva/adapter-kit/proof'
import type { Shopify } from '@shopify/shopify-api'
import { askForGrant } from './app/ask-for-grant.ts'
import type { ShopifyFetch } from './library.ts'
import { scopes } from './settings.ts'
import type { StoredToken } from './tokens.ts'

/** Minutes in which a merchant can approve: the library's own cookie lasts one, which is too short to read what is asked for. */
const minutes = 15

interface Pending {
  readonly state: string
  readonly until: number
}

export interface InstallNeeds {
  readonly store: KeyValueStore
  readonly library: Shopify
  /** Keeps what the installation gives. */
  readonly install: (token: StoredToken) => Promise<void>
  readonly fetch: ShopifyFetch
  readonly shop: string
  readonly clientId: string
  readonly clientSecret: string
  readonly publicUrl: string
}

/** Installs the app by the authorization code grant, with tokens that expire. Source: Shopify, "Authorization code grant". */
export function createInstall({ store, library, install, fetch, shop, clientId, clientSecret, publicUrl }: InstallNeeds) {
  return {
    async begin(): Promise<Response> {
      const state = randomBytes(24).toString('base64url')
      await store.set('install', { state, until: Date.now() + minutes * 60_000 } satisfies Pending)
      const query = new URLSearchParams({ client_id: clientId, scope: scopes.join(','), redirect_uri: `${publicUrl}/installed`, state })
      return redirect(`https://${shop}/admin/oauth/authorize?${query}`)
    },

    /** Whether what came back is Shopify's answer to the last beginning; then its code becomes tokens. */
    async finish(query: URLSearchParams): Promise<Response> {
      const pending = await store.get<Pending>('install')
      const isOurs =
        pending && pending.until > Date.now() && isSameSecret(query.get('state') ?? '', pending.state) && query.get('shop') === shop
      // Of a name that stands twice, what is signed would be one value and what is read here another.
      const isPlain = new Set(query.keys()).size === query.size
      const isGenuine = isOurs && isPlain && (await library.utils.validateHmac(Object.fromEntries(query)).catch(() => false))
      if (!isGenuine) return page(403, 'This is not the answer to an installation', 'Begin once more from the settings of your agent.')
      await store.set('install', null)
      const proof = { client_id: clientId, client_secret: clientSecret, code: query.get('code') }
      const token = await askForGrant(fetch, shop, proof).catch(() => null)
      if (!token) return page(502, 'Shopify did not give access', 'Begin once more from the settings of your agent.')
      await install(token)
      return page(
        200,
        'Your shop is connected',
        'Your agent can read products and orders now. Switch the chat on in your theme to show it.',
      )
    },
  }
}

const redirect = (location: string) => new Response(null, { status: 302, headers: { location, 'cache-control': 'no-store' } })

const page = (status: number, title: string, text: string) =>
  new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Craveva</title>
<style>body{font:1rem/1.5 system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem;text-align:center}</style>
<h1>${title}</h1><p>${text}</p></html>`,
    {
      status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        'cache-control': 'no-store',
      },
    },
  )
