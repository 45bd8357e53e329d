import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether Meta signed these bytes: `X-Hub-Signature-256` is `sha256=` and the HMAC of the raw body in hex. Without a secret nothing is
 * genuine. Source: Meta, Webhooks, "Validating payloads".
 */
export function isSignedByMeta(body: Uint8Array, header: string | null, appSecret: string): boolean {
  if (appSecret === '' || header === null || !/^sha256=[0-9a-f]{64}$/.test(header)) return false
  const expected = createHmac('sha256', appSecret).update(body).digest()
  return timingSafeEqual(expected, Buffer.from(header.slice('sha256='.length), 'hex'))
}
