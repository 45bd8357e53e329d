import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Keys } from './keys.ts'
import { randomBytes } from './random-bytes.ts'

/** What a sealed secret belongs to: it opens nowhere else. */
export interface SealedFor {
  readonly companyId: string
  /** The record that holds it, for example a data source. */
  readonly recordId: string
}

type Needs = Pick<Keys, 'sealing'>

const mark = 'sealed:'
const ivLength = 12
const tagLength = 16

/**
 * Encrypts a secret with the company's own key (AES-256-GCM), bound to its company and record. The result is `sealed:<key id>.<base64url>`;
 * the key id tells which master key it was made with, so that those of an earlier one can still be opened.
 */
export function seal({ sealing }: Needs, place: SealedFor, secret: string): string {
  const iv = randomBytes(ivLength)
  const cipher = createCipheriv('aes-256-gcm', sealing.keyFor(sealing.currentId, place.companyId) ?? missing(sealing.currentId), iv)
  cipher.setAAD(associated(place))
  const bytes = Buffer.concat([iv, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return `${mark}${sealing.currentId}.${bytes.toString('base64url')}`
}

/** The secret again. Throws when it was sealed for another company or record, was changed, or its key is not known here. */
export function open({ sealing }: Needs, place: SealedFor, sealed: string): string {
  const [, keyId = '', text = ''] = /^sealed:([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/.exec(sealed) ?? []
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length < ivLength + tagLength) throw new TypeError('This is not a sealed secret')
  const decipher = createDecipheriv('aes-256-gcm', sealing.keyFor(keyId, place.companyId) ?? missing(keyId), bytes.subarray(0, ivLength))
  decipher.setAAD(associated(place))
  decipher.setAuthTag(bytes.subarray(-tagLength))
  return Buffer.concat([decipher.update(bytes.subarray(ivLength, -tagLength)), decipher.final()]).toString('utf8')
}

/** Whether a text is a sealed secret, which nobody outside gets to see. */
export const isSealed = (text: string) => text.startsWith(mark)

/** Whether a secret was sealed with an earlier master key, and should be sealed anew. */
export const isSealedWithEarlierKey = ({ sealing }: Needs, sealed: string) => !sealed.startsWith(`${mark}${sealing.currentId}.`)

/** No id holds a line break, so two places never read the same. */
const associated = ({ companyId, recordId }: SealedFor) => Buffer.from(`${companyId}\n${recordId}`)

function missing(keyId: string): never {
  throw new Error(`The key ${keyId} that a secret was sealed with is not known. Restore it, or enter the secret again.`)
}
