import { createHmac, timingSafeEqual } from 'node:crypto'
import { randomBytes } from '../crypto/random-bytes.ts'

const stepSeconds = 30
/** Steps before and after the present one whose codes count as well, as clocks differ (RFC 6238, section 5.2). */
const drift = 1

/** 160 bits, as RFC 4226 advises, in base 32. */
export const newTotpSecret = () => toBase32(randomBytes(20))

/** What authenticator apps read from a QR code (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). */
export const otpauthUrl = (secret: string, account: string, issuer = 'Craveva') =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`

/** The code of a secret at a time step (RFC 4226 with SHA-1 and six digits, which every app knows). */
export function totpCode(secret: string, step: number) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 0xf) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** The time step that a code is of, around `now` in milliseconds; null when it is of none. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const present = Math.floor(now / 1000 / stepSeconds)
  const given = Buffer.from(code)
  for (let step = present - drift; step <= present + drift; step++) {
    const expected = Buffer.from(totpCode(secret, step))
    if (given.length === expected.length && timingSafeEqual(given, expected)) return step
  }
  return null
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648, without padding. */
export function toBase32(bytes: Uint8Array) {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => alphabet.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('')
}

function fromBase32(text: string) {
  const bits = [...text].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}
