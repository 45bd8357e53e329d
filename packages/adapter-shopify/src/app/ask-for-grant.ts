import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { z } from 'zod'
import type { StoredToken } from '../tokens.ts'

const grant = z.object({
  access_token: z.string().min(1),
  scope: z.string(),
  expires_in: z.number().optional(),
  refresh_token: z.string().optional(),
})

/**
 * Asks a shop for access with what the app can show: a code, or a session token. Null when the shop refuses that; rejects with a retryable
 * `PlatformError` when it does not answer.
 */
export async function askForGrant(
  fetch: typeof globalThis.fetch,
  shop: string,
  proof: Readonly<Record<string, string | null>>,
): Promise<StoredToken | null> {
  const retryable = (cause: unknown) => new PlatformError('retryable', 'Shopify does not answer.', { retryAfterMs: 5000, cause })
  const answer = await fetch(`https://${shop}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ ...proof, expiring: '1' }),
    signal: AbortSignal.timeout(20_000),
    redirect: 'error',
  }).catch(cause => {
    throw retryable(cause)
  })
  if (answer.status >= 500 || answer.status === 429) throw retryable(`status ${answer.status}`)
  const given = answer.ok ? grant.safeParse(await answer.json().catch(() => null)) : null
  if (!given?.success) return null
  const { access_token, scope, expires_in, refresh_token } = given.data
  return {
    accessToken: access_token,
    scope,
    expires: expires_in ? Date.now() + expires_in * 1000 : null,
    refreshToken: refresh_token ?? null,
  }
}
