import { timingSafeEqual } from 'node:crypto'
import type { Keys } from '../crypto/keys.ts'
import { randomBytes } from '../crypto/random-bytes.ts'

type Needs = Pick<Keys, 'sign'>

/**
 * What a device shows to prove that the user of this address has signed in with it before. It opens nothing: it only gives the device a
 * counter of failed sign-ins of its own. Nothing is stored for it.
 */
export const newDeviceToken = (keys: Needs, addressKey: string) => withSignature(keys, randomBytes(16).toString('base64url'), addressKey)

/** The device that a token stands for; null when it was not given out for this address. */
export function readDeviceToken(keys: Needs, addressKey: string, token: string | undefined): string | null {
  const device = token?.split('.')[0]
  if (!token || !device) return null
  const expected = Buffer.from(withSignature(keys, device, addressKey))
  const given = Buffer.from(token)
  return given.length === expected.length && timingSafeEqual(given, expected) ? device : null
}

const withSignature = ({ sign }: Needs, device: string, addressKey: string) => `${device}.${sign('device', `${device}\n${addressKey}`)}`
