import { randomBytes } from 'node:crypto'
import { escapeHtml } from '@craveva/adapter-kit/escape-html'
import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { isSameSecret } from '@craveva/adapter-kit/proof'
import { z } from 'zod'
import type { WooKeys } from './woo-api.ts'

/** Minutes in which a merchant can approve. */
const minutes = 15

interface Pending {
  readonly nonce: string
  readonly until: number
}

/** What WooCommerce posts after the merchant approved; it names neither the shop nor proves anything. */
const approval = z.object({
  user_id: z.union([z.string(), z.number()]).transform(String),
  consumer_key: z.string().regex(/^ck_[0-9a-f]{40}$/),
  consumer_secret: z.string().regex(/^cs_[0-9a-f]{40}$/),
})

export type Keys = Pick<WooKeys, 'consumerKey' | 'consumerSecret'>

export interface ConnectNeeds {
  readonly store: KeyValueStore
  /** Of the shop, as it is asked now. */
  shopUrl(): string
  readonly publicUrl: string
  /** Keeps these keys if the shop takes them, and answers whether it does. Rejects with a `PlatformError` when it could not be asked. */
  take(keys: Keys): Promise<boolean>
  /** Told when keys came and were not kept. */
  failed(): void
}

/**
 * Connects a shop by a click: the merchant is sent to their own admin, approves, and WooCommerce posts keys back. A nonce that is good once ties
 * them to this deployment, and they are kept only when the shop itself takes them. Source: WooCommerce, "Authentication over WC-Auth".
 */
export function createConnect({ store, shopUrl, publicUrl, take, failed }: ConnectNeeds) {
  let problem: string | null = null
  return {
    /** Why the keys of the last approval were not kept; null when nothing went wrong. */
    problem: () => problem,

    async begin(): Promise<Response> {
      const nonce = randomBytes(24).toString('base64url')
      problem = null
      await store.set('connect', { nonce, until: Date.now() + minutes * 60_000 } satisfies Pending)
      const query = new URLSearchParams({
        app_name: 'Craveva',
        scope: 'read_write',
        user_id: nonce,
        return_url: `${publicUrl}/connected`,
        callback_url: `${publicUrl}/keys`,
      })
      return new Response(null, {
        status: 302,
        headers: { location: `${shopUrl().replace(/\/+$/, '')}/wc-auth/v1/authorize?${query}`, 'cache-control': 'no-store' },
      })
    },

    /** Answers exactly 200 when the keys are kept; WooCommerce deletes them for any other answer. */
    async takeKeys(request: Request): Promise<Response> {
      const given = approval.safeParse(await request.json().catch(() => null))
      const pending = await store.get<Pending>('connect')
      if (!given.success || !pending || pending.until < Date.now() || !isSameSecret(given.data.user_id, pending.nonce))
        return new Response(null, { status: 403 })
      await store.set('connect', null)
      const keys = { consumerKey: given.data.consumer_key, consumerSecret: given.data.consumer_secret }
      problem = await take(keys).then(
        isTaken => (isTaken ? null : 'The shop does not take the keys that it has just made.'),
        error => (error instanceof PlatformError ? error.message : Promise.reject(error)),
      )
      if (problem === null) return new Response(null, { status: 200 })
      failed()
      return new Response(null, { status: 403 })
    },

    /** Where the browser comes back to, before or after the keys arrived, or none were given. */
    async connected(isConnected: boolean, isDenied: boolean): Promise<Response> {
      const state = isConnected ? 'connected' : isDenied ? 'denied' : problem !== null ? 'failed' : 'waiting'
      return new Response(page(state, problem), {
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
          'cache-control': 'no-store',
          ...(state === 'waiting' ? { refresh: '3' } : {}),
        },
      })
    },
  }
}

const texts = {
  connected: ['Your shop is connected', 'Your agent can read products and orders now. You can close this page.'],
  waiting: [
    'Waiting for your shop',
    'Its keys have not arrived yet. This page looks again by itself; if nothing happens within a minute, connect once more.',
  ],
  failed: ['Your shop is not connected', ''],
  denied: ['Your shop is not connected', 'You did not approve, so that no keys were given. Open the link again to connect it.'],
} as const

const page = (
  state: keyof typeof texts,
  problem: string | null,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Craveva</title>
<style>body{font:1rem/1.5 system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem;text-align:center}</style>
<h1>${texts[state][0]}</h1>
<p>${texts[state][1] || escapeHtml(`${problem} Then open the link again.`)}</p></html>`
