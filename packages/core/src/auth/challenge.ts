import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Keys } from '../crypto/keys.ts'

const lifetimeMs = 5 * 60_000

const content = z.strictObject({ company_id: z.string(), user_id: z.string(), device: z.string().nullable(), expires_at: z.number() })

/** Who gave the right password and has yet to give a code. */
export interface Challenge {
  readonly companyId: string
  readonly userId: string
  /** Known from earlier logins of this user; null when it is not. */
  readonly device: string | null
}

/** A text that this server recognises as its own for five minutes. Nothing is stored. */
export function formatChallenge({ sign }: Pick<Keys, 'sign'>, { companyId, userId, device }: Challenge, now: number) {
  const fields: z.infer<typeof content> = { company_id: companyId, user_id: userId, device, expires_at: now + lifetimeMs }
  const text = Buffer.from(JSON.stringify(fields)).toString('base64url')
  return `${text}.${sign('two-factor challenge', text)}`
}

/** Null for what is not a challenge, or is too old. */
export function readChallenge({ sign }: Pick<Keys, 'sign'>, challenge: string, now: number): Challenge | null {
  const [text = '', signature = ''] = challenge.split('.')
  const expected = Buffer.from(sign('two-factor challenge', text))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const { company_id, user_id, device, expires_at } = content.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  return expires_at > now ? { companyId: company_id, userId: user_id, device } : null
}
