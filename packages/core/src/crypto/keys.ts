import { createHmac, hkdfSync } from 'node:crypto'
import { randomBytes } from './random-bytes.ts'
import { createSealingKeys, type SealingKeys } from './sealing-keys.ts'

/** Keys for each purpose, derived from the one master key, so that a leak of one use tells nothing of another. */
export interface Keys {
  /** Signs access tokens. */
  readonly accessToken: Uint8Array
  /** The token that follows `token` in its family; the same for everyone who asks. */
  readonly nextRefreshToken: (token: string) => string
  /** Seal what is stored but must be read again, such as a database's password; see `seal`. */
  readonly sealing: SealingKeys
  /** Marks values that this server gave out itself, for one purpose each. */
  readonly sign: (purpose: string, text: string) => string
}

/** `masterKey`: at least 32 bytes of randomness. `earlier`: master keys before it, which still open what was sealed with them. */
export function deriveKeys(masterKey: Uint8Array, earlier: readonly Uint8Array[] = []): Keys {
  if (masterKey.length < 32) throw new RangeError('The master key has fewer than 32 bytes')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, new Uint8Array(), purpose, 32))
  const refresh = derive('craveva refresh token')
  const signing = derive('craveva signing')
  return {
    accessToken: derive('craveva access token'),
    nextRefreshToken: token => createHmac('sha256', refresh).update(token).digest('base64url'),
    sealing: createSealingKeys(masterKey, earlier),
    sign: (purpose, text) => createHmac('sha256', signing).update(`${purpose}\n${text}`).digest('base64url'),
  }
}

/** 256 bits of randomness as text that fits URLs and headers. */
export const randomToken = () => randomBytes(32).toString('base64url')
