import type { Health } from '@craveva/adapter-kit/health'
import type { StoredToken } from '../tokens.ts'
import { exchangeSessionToken } from './exchange-session-token.ts'
import type { OperatorApp } from './operator-app.ts'
import { invalidSession, sessionOf } from './session-of.ts'

export interface CheckNeeds {
  readonly app: OperatorApp
  readonly shop: string
  readonly fetch: typeof globalThis.fetch
  readonly hasToken: () => Promise<boolean>
  readonly install: (token: StoredToken) => Promise<void>
  readonly health: () => Promise<Health>
}

/** The app's page asks often; a shop that stays unwell is not asked for a new token each time. */
const everyMs = 60_000

/**
 * Answers the app's page in the admin of the shop: takes the access that its session token gives where there is none, or none that works, and tells
 * how the shop is at this moment.
 */
export function createCheck({ app, shop, fetch, hasToken, install, health }: CheckNeeds) {
  let exchanged = Number.NEGATIVE_INFINITY
  let exchange: Promise<StoredToken | null> | null = null

  /** Many pages at once take one. */
  async function renew(token: string) {
    exchange ??= exchangeSessionToken({ fetch, app }, shop, token)
      .then(async given => {
        if (given) await install(given)
        return given
      })
      .finally(() => {
        exchange = null
        exchanged = performance.now()
      })
    return (await exchange) !== null
  }

  const probe = () =>
    health().catch((error): Health => ({ state: 'failing', message: error instanceof Error ? error.message : 'Shopify does not answer.' }))

  return async (request: Request): Promise<Response> => {
    const session = sessionOf(request, app)
    if (session?.shop !== shop) return invalidSession()
    const before = (await hasToken()) ? await probe() : null
    const isEnough = before?.state === 'ok' || (before !== null && performance.now() - exchanged < everyMs)
    const isRenewed = !isEnough && (await renew(session.token))
    // Where Shopify gives no access, what it said before tells more.
    if (!isRenewed && before === null) return invalidSession()
    const { state, message, facts } = isRenewed || before === null ? await probe() : before
    return Response.json({ state, message, inTheme: facts?.['in the theme'] ?? 'unknown' }, { headers: { 'cache-control': 'no-store' } })
  }
}
