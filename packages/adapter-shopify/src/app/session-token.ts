import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { type OperatorApp, readShop } from './operator-app.ts'

/** Seconds that clocks may differ. */
const tolerance = 10

const header = z.object({ alg: z.literal('HS256') })
const claims = z.object({ iss: z.string(), dest: z.string(), aud: z.string(), exp: z.number(), nbf: z.number(), sub: z.string() })

/**
 * The shop whose admin gave a page this session token, which lasts a minute; null for one that is not good for this app. Source: Shopify, "About
 * session tokens".
 */
export function readSessionToken(text: string, { clientId, clientSecret }: OperatorApp, now = Date.now()): string | null {
  const [head, payload, signature, more] = text.split('.')
  if (!head || !payload || !signature || more !== undefined || clientSecret === '') return null
  if (!header.safeParse(decode(head)).success || !isSigned(`${head}.${payload}`, signature, clientSecret)) return null
  const read = claims.safeParse(decode(payload))
  if (!read.success) return null
  const { iss, dest, aud, exp, nbf } = read.data
  const seconds = now / 1000
  const shop = readShop(hostOf(dest))
  const isForNow = nbf <= seconds + tolerance && exp > seconds - tolerance
  return aud === clientId && isForNow && shop !== null && hostOf(iss) === shop ? shop : null
}

function isSigned(text: string, signature: string, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(text).digest()
  const given = Buffer.from(signature, 'base64url')
  // Another spelling of the same bytes is not what was sent.
  return given.length === expected.length && given.toString('base64url') === signature && timingSafeEqual(given, expected)
}

function hostOf(address: string): string | null {
  const url = URL.parse(address)
  return url?.protocol === 'https:' && url.port === '' ? url.host : null
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
