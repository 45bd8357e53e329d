import { PlatformError } from '@craveva/adapter-kit/platform-error'
import type { Keys } from './connect.ts'
import type { WooApi } from './woo-api.ts'

/** Keys of a shop, and how it takes them. */
export interface Access extends Keys {
  /** Where the shop is asked: over https if it takes them there, whatever was entered. */
  readonly url: string
  /** As the server drops the header. */
  readonly keysInAddress: boolean
}

export interface Found {
  /** Null when the shop takes the keys in no way. */
  readonly access: Access | null
  /** What it said to them. */
  readonly errors: readonly PlatformError[]
}

/** Milliseconds that a shop entered with http gets to answer over https, and until it is asked for that again. */
const secureMs = 4000
const againMs = 60 * 60_000

/**
 * Finds how a shop takes keys: in the header first, then in the address. One that was entered with http is asked over https before, and only where
 * it does not take them there, with signed requests over http. From https it never goes back.
 */
export function createAccessFinder(apiWith: (access: Access) => Pick<WooApi, 'get'>) {
  let inVain: { readonly key: string; readonly at: number } | null = null

  async function tryWays(keys: Keys, url: string, places: readonly boolean[], signal: AbortSignal): Promise<Found> {
    const errors: PlatformError[] = []
    for (const keysInAddress of places) {
      const access = { ...keys, url, keysInAddress }
      try {
        await apiWith(access).get('orders', { per_page: 1 }, signal)
        return { access, errors }
      } catch (error) {
        if (!(error instanceof PlatformError) || error.kind !== 'signed-out') throw error
        errors.push(error)
      }
    }
    return { access: null, errors }
  }

  async function trySecure(keys: Keys, url: string, signal: AbortSignal): Promise<Access | null> {
    if (inVain?.key === keys.consumerKey && Date.now() - inVain.at < againMs) return null
    const soon = AbortSignal.any([signal, AbortSignal.timeout(secureMs)])
    const { access } = await tryWays(keys, url, [false, true], soon).catch(() => ({ access: null }))
    signal.throwIfAborted()
    inVain = access ? null : { key: keys.consumerKey, at: Date.now() }
    return access
  }

  /** Rejects with a `PlatformError` when the shop could not be asked. */
  return async (keys: Keys, url: string, signal: AbortSignal): Promise<Found> => {
    if (!isOpen(url)) return tryWays(keys, url, [false, true], signal)
    const secure = securedAddress(url)
    const access = secure === null ? null : await trySecure(keys, secure, signal)
    return access ? { access, errors: [] } : tryWays(keys, url, [false], signal)
  }
}

/** Whether whoever is on the way can read along. */
export const isOpen = (url: string) => /^http:/i.test(url)

/** The same with https; null where a port says that it is elsewhere. */
function securedAddress(url: string): string | null {
  const parsed = URL.parse(url)
  return parsed && parsed.port === '' ? `https://${parsed.host}${parsed.pathname}` : null
}

/** Whether both are one shop, with https or without. */
export const isSameShop = (one: string, other: string) => placeOf(one) === placeOf(other)

function placeOf(url: string): string {
  const parsed = URL.parse(url)
  return parsed ? `${parsed.host}${parsed.pathname.replace(/\/+$/, '')}` : url
}
