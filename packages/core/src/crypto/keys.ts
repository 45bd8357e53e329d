import { createHmac, hkdfSync } from 'node:crypto'
import { randomBytes } from './random-bytes.ts'

/** Keys for each purpose, derived from the one master key, so that a leak of one use tells nothing of another. */
export interface Keys {
  /** Signs access tokens. */
  readonly accessToken: Uint8Array
  /** The token that follows `token` in its family; the same for everyone who asks. */
  readonly nextRefreshToken: (token: string) => string
}

/** `masterKey`: at least 32 bytes of randomness. */
export function deriveKeys(masterKey: Uint8Array): Keys {
  if (masterKey.length < 32) throw new RangeError('The master key has fewer than 32 bytes')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, new Uint8Array(), purpose, 32))
  const refresh = derive('craveva refresh token')
  return {
    accessToken: derive('craveva access token'),
    nextRefreshToken: token => createHmac('sha256', refresh).update(token).digest('base64url'),
  }
}

/** 256 bits of randomness as text that fits URLs and headers. */
export const randomToken = () => randomBytes(32).toString('base64url')
