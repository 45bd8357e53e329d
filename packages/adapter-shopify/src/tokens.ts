import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import type { Session, Shopify } from '@shopify/shopify-api'

/** What is kept of an installation: tokens last an hour, and are renewed with one that is good for 90 days. */
export interface StoredToken {
  readonly accessToken: string
  readonly scope: string
  /** Milliseconds since 1970; null for the token of a custom app, which does not end. */
  readonly expires: number | null
  readonly refreshToken: string | null
}

/** Renewed so many milliseconds before it ends. */
const earlyMs = 5 * 60_000

export interface Tokens {
  /** A token that is good for the next minutes. Rejects with a `PlatformError` when the shop has to install the app again. */
  get(): Promise<string>
  keep(token: StoredToken): Promise<void>
  has(): Promise<boolean>
  forget(): Promise<void>
}

/** The tokens of one shop; renewed by one caller at a time, since each renewal makes the one before worthless. */
export function createTokens(store: KeyValueStore, library: Shopify, shop: string, fixed: string | undefined): Tokens {
  let renewal: Promise<string> | null = null
  const read = () => store.get<StoredToken>('token')

  async function renew({ refreshToken }: StoredToken): Promise<string> {
    if (!refreshToken) throw gone()
    const { session } = await library.auth.refreshToken({ shop, refreshToken }).catch(error => {
      throw isRefusal(error)
        ? gone()
        : new PlatformError('retryable', 'Shopify did not renew the access.', { retryAfterMs: 5000, cause: error })
    })
    const next = toStored(session)
    // Both in one value: a crash leaves the pair before, whose refresh token Shopify still takes, or the new one.
    await store.set('token', next)
    return next.accessToken
  }

  return {
    async get() {
      if (fixed) return fixed
      const stored = await read()
      if (!stored) throw gone()
      if (stored.expires === null || stored.expires - earlyMs > Date.now()) return stored.accessToken
      renewal ??= renew(stored).finally(() => {
        renewal = null
      })
      return renewal
    },
    async keep(token) {
      // A renewal under way would put its own in the place of the newer one.
      await renewal?.catch(() => {})
      await store.set('token', token)
    },
    has: async () => fixed !== undefined || (await read()) !== null,
    forget: () => store.set('token', null),
  }
}

const toStored = ({ accessToken = '', scope = '', expires, refreshToken }: Session): StoredToken => ({
  accessToken,
  scope,
  expires: expires?.getTime() ?? null,
  refreshToken: refreshToken ?? null,
})

const gone = () => new PlatformError('signed-out', 'Shopify does not give access any more. Install the app in the shop again.')

const isRefusal = (error: unknown) => [400, 401, 403].includes((error as { response?: { code?: number } }).response?.code ?? 0)
