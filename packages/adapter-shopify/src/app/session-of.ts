import type { OperatorApp } from './operator-app.ts'
import { readSessionToken } from './session-token.ts'

/** The session token that a page sends, and its shop; null for one that is not good. */
export function sessionOf(request: Request, app: OperatorApp): { readonly shop: string; readonly token: string } | null {
  const [, token = ''] = /^Bearer ([\w.-]{1,4000})$/.exec(request.headers.get('authorization') ?? '') ?? []
  const shop = readSessionToken(token, app)
  return shop === null ? null : { shop, token }
}

/** App Bridge then fetches a new one and asks again. Source: Shopify, "About session tokens". */
export const invalidSession = (): Response =>
  Response.json(
    { problem: 'session' },
    { status: 401, headers: { 'x-shopify-retry-invalid-session-request': '1', 'cache-control': 'no-store' } },
  )
