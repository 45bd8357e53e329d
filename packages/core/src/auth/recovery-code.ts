import { hashToken } from '../crypto/hash-token.ts'
import { randomBytes } from '../crypto/random-bytes.ts'
import { toBase32 } from './totp.ts'

const howMany = 10

/** Ten codes of 80 bits each, in groups that can be typed: `K3QX-…`. */
export const newRecoveryCodes = () => Array.from({ length: howMany }, () => (toBase32(randomBytes(10)).match(/.{4}/g) ?? []).join('-'))

/** How a code is kept; typed in any case, with or without hyphens. */
export const hashRecoveryCode = (code: string) => hashToken(code.toUpperCase().replace(/[^A-Z2-7]/g, ''))

/** Whether a text is meant as a recovery code rather than as one of an app. */
export const isRecoveryCode = (code: string) => !/^\d{6}$/.test(code)
