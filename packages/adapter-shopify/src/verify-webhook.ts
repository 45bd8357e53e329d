import { createHmac, timingSafeEqual } from 'node:crypto'

/** Whether Shopify signed these bytes: `X-Shopify-Hmac-Sha256` is the HMAC of the raw body with the app's secret in base64. No secret, no belief. */
export function isSignedByShopify(body: Uint8Array, header: string | null, secret: string): boolean {
  if (secret === '' || header === null || !/^[A-Za-z0-9+/]{43}=$/.test(header)) return false
  const expected = createHmac('sha256', secret).update(body).digest()
  const given = Buffer.from(header, 'base64')
  // The last character has bits to spare: another spelling of the same bytes is not what was sent.
  return given.length === expected.length && given.toString('base64') === header && timingSafeEqual(expected, given)
}
