import { setTimeout as pause } from 'node:timers/promises'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { GraphqlQueryError, HttpResponseError, Session, type Shopify } from '@shopify/shopify-api'
import type { Tokens } from './tokens.ts'

/** The Admin API of a shop. Calls reject with a `PlatformError`. */
export type AdminApi = (query: string, variables: Record<string, unknown>, signal: AbortSignal) => Promise<Record<string, unknown>>

/** One query asks for more than Shopify gives at once. */
export class TooCostly extends PlatformError {
  /** By which part of it less has to be asked for; below one. */
  readonly share: number

  constructor({ cost, maxCost }: { cost?: number; maxCost?: number }) {
    super('refused', 'Shopify does not take a query that asks for so much.')
    this.share = cost && maxCost && cost > maxCost ? maxCost / cost : 0.5
  }
}

/** Told the version of the Admin API that answered, where Shopify says it. */
type Answered = (version: string | null) => void

const timeoutMs = 20_000
const attempts = 3

/**
 * Asks the Admin API. Shopify counts the cost of queries and says THROTTLED with status 200: then it is asked again when there are points for
 * it, which the library does not do.
 */
export function createAdminApi(library: Shopify, shop: string, tokens: Pick<Tokens, 'get'>, answered?: Answered): AdminApi {
  return async (query, variables, outer) => {
    const signal = AbortSignal.any([outer, AbortSignal.timeout(timeoutMs)])
    for (let attempt = 1; ; attempt++) {
      const session = new Session({ id: `offline_${shop}`, shop, state: '', isOnline: false, accessToken: await tokens.get() })
      try {
        const { data, headers } = await new library.clients.Graphql({ session }).request(query, { variables, signal })
        answered?.([headers?.['X-Shopify-Api-Version']].flat()[0] ?? null)
        return (data ?? {}) as Record<string, unknown>
      } catch (error) {
        const wait = throttled(error)
        if (wait === null || attempt === attempts) throw toPlatformError(error)
        await pause(wait, undefined, { signal: outer })
      }
    }
  }
}

interface Throttle {
  readonly requestedQueryCost?: number
  readonly throttleStatus?: { readonly currentlyAvailable: number; readonly restoreRate: number }
}

interface Fault {
  readonly message?: string
  readonly extensions?: { readonly code?: string; readonly cost?: number; readonly maxCost?: number }
}

/** Milliseconds until there are enough points; null when that is not what is wrong. */
function throttled(error: unknown): number | null {
  if (!(error instanceof GraphqlQueryError)) return null
  const { errors, extensions } = error.body as {
    errors?: { graphQLErrors?: { extensions?: { code?: string } }[] }
    extensions?: { cost?: Throttle }
  }
  if (!errors?.graphQLErrors?.some(each => each.extensions?.code === 'THROTTLED')) return null
  const { requestedQueryCost = 100, throttleStatus } = extensions?.cost ?? {}
  if (!throttleStatus) return 1000
  return Math.min(10_000, Math.max(100, ((requestedQueryCost - throttleStatus.currentlyAvailable) / throttleStatus.restoreRate) * 1000))
}

function toPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error
  if (error instanceof GraphqlQueryError) {
    if (throttled(error) !== null) return new PlatformError('retryable', 'The shop has had too many questions.', { retryAfterMs: 5000 })
    const { errors } = error.body as { errors?: { graphQLErrors?: Fault[] } }
    const [first] = errors?.graphQLErrors ?? []
    if (first?.extensions?.code === 'MAX_COST_EXCEEDED') return new TooCostly(first.extensions)
    if (first?.extensions?.code === 'ACCESS_DENIED') {
      return new PlatformError(
        'refused',
        `The app may not read this: ${first.message ?? ''} Give it the scope, or protected customer data access.`,
      )
    }
    return new PlatformError('refused', `Shopify does not take the query: ${first?.message ?? ''}`)
  }
  if (error instanceof HttpResponseError) {
    const { code } = error.response
    if (code === 401 || code === 403)
      return new PlatformError('signed-out', 'Shopify does not give access any more. Install the app in the shop again.')
    if (code === 402 || code === 404 || code === 423) return new PlatformError('refused', `The shop is closed, frozen or locked (${code}).`)
    if (code < 500 && code !== 429) return new PlatformError('refused', `Shopify refuses the call (${code}).`)
  }
  // The rest: 429 and 5xx after the library's own, a broken connection, an end of the time.
  return new PlatformError('retryable', 'Shopify does not answer.', { retryAfterMs: 5000 })
}
