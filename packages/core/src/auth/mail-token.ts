import { hashToken } from '../crypto/hash-token.ts'
import { randomToken } from '../crypto/keys.ts'

/** What a link in a mail proves itself with: its company, which is no secret, and 256 random bits, of which only a hash is kept. */
export interface MailToken {
  readonly companyId: string
  readonly hash: Buffer
}

export function newMailToken(companyId: string): MailToken & { readonly text: string } {
  const text = `${companyId}.${randomToken()}`
  return { companyId, text, hash: hashToken(text) }
}

/** Null for text that cannot be such a token. */
export function readMailToken(text: string): MailToken | null {
  const companyId = /^(cmp_[0-9a-z]{26})\.[A-Za-z0-9_-]{43}$/.exec(text)?.[1]
  return companyId ? { companyId, hash: hashToken(text) } : null
}
