import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** Whether two secrets are the same, found out in a time that tells nothing of them. An empty one is never right. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected)) && expected !== ''
}

/** Whether `signature` is the HMAC-SHA256 of these raw bytes. Without a secret nothing is genuine. */
export function isSigned(body: Uint8Array, signature: string, secret: string, encoding: 'hex' | 'base64' = 'hex'): boolean {
  if (secret === '') return false
  return isSameSecret(signature, createHmac('sha256', secret).update(body).digest(encoding))
}
