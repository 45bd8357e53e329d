import { createHash } from 'node:crypto'
import { randomBytes } from '../crypto/random-bytes.ts'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const secretLength = 30
const checkLength = 6
const shape = new RegExp(`^cv_(live|test)_([0-9A-Za-z]{${secretLength}})([0-9A-Za-z]{${checkLength}})$`)

/**
 * A new key: `cv_live_` or `cv_test_`, 30 characters of base 62 (178 bits), and six that check the others, so that programs that search code
 * for leaked keys know a real one, and a mistyped one is refused without a look into the database.
 */
export function newApiKey(isTest: boolean) {
  const body = `cv_${isTest ? 'test' : 'live'}_${randomText(secretLength)}`
  return body + checkOf(body)
}

export const looksLikeApiKey = (text: string) => text.startsWith('cv_')

/** Whether a text has the shape of a key and its check agrees. */
export function isWellFormed(text: string) {
  const [, , , check] = shape.exec(text) ?? []
  return check !== undefined && checkOf(text.slice(0, -checkLength)) === check
}

/** What of a key may be shown, to tell it from others. */
export const displayPrefix = (key: string) => key.slice(0, 'cv_live_'.length + 4)

/** Bytes beyond the largest multiple of 62 are drawn again, so that every character is as likely as any other. */
function randomText(length: number) {
  let text = ''
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += alphabet.charAt(byte % 62)
  }
  return text
}

function checkOf(body: string) {
  let number = createHash('sha256').update(body).digest().readUIntBE(0, 6)
  let text = ''
  for (let i = 0; i < checkLength; i++, number = Math.floor(number / 62)) text += alphabet.charAt(number % 62)
  return text
}
