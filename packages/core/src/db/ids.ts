import { randomBytes } from '../crypto/random-bytes.ts'

export type IdPrefix =
  | 'user'
  | 'cmp'
  | 'outlet'
  | 'agent'
  | 'ds'
  | 'doc'
  | 'dep'
  | 'conv'
  | 'msg'
  | 'exec'
  | 'key'
  | 'wh'
  | 'evt'
  | 'txn'
  | 'inv'
  | 'pm'
  | 'cap'
  | 'query'
  | 'ord'
  | 'code'
  | 'lead'
  | 'tool'
  | 'ses'
  | 'invite'
  | 'audit'
  | 'mail'
  | 'srv'
  | 'file'
  | 'note'
  | 'test'
  | 'sq'
  | 'read'
  | 'svk'
  | 'addr'
  | 'dlv'
  | 'qa'
  | 'uq'
  | 'syn'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new id: prefix, 48 bits of time, 80 bits of randomness, in Crockford's base 32 (the ULID layout), so that newer ids sort later. */
export function newId(prefix: IdPrefix, now = Date.now()) {
  let random = ''
  for (const byte of randomBytes(16)) random += alphabet.charAt(byte % 32)
  return `${prefix}_${timePart(now)}${random}`
}

/** What every id made before `time` sorts below. */
export const idFloor = (prefix: IdPrefix, time: number) => `${prefix}_${timePart(time)}`

function timePart(now: number) {
  let time = ''
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = alphabet.charAt(rest % 32) + time
  return time
}

/** Names one request in logs and answers. */
export const newRequestId = () => `req_${randomBytes(12).toString('hex')}`
