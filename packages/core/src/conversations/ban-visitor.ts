import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { changeHandling, lockById } from './handling.store.ts'
import { deleteBan, insertBan } from './operators.store.ts'

export interface Ban {
  readonly reason: string
  /** Null: for good. */
  readonly days: number | null
  /** Whether it also keeps new conversations of the same network out. */
  readonly network: boolean
}

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

const dayMs = 24 * 3600_000
const forGood = new Date('9999-12-31T00:00:00Z')

/** Lets the visitor of a conversation write no more in it, nor begin others; nor anybody in their network where that is wanted. Throws NOT_FOUND. */
export async function banVisitor({ db, principal, now }: Needs, conversationId: string, { reason, days, network }: Ban) {
  const { companyId, userId } = principal
  const conversation = await lockById(db, companyId, conversationId)
  if (!conversation) throw new AppError('NOT_FOUND')
  const expires_at = days === null ? forGood : new Date(now() + days * dayMs)
  const network_mark = network ? conversation.network_mark : null
  await insertBan(db, {
    company_id: companyId,
    conversation_id: conversationId,
    visitor_key: conversation.visitor_token_hash,
    network_mark,
    reason,
    banned_by: userId,
    expires_at,
  })
  await changeHandling(db, companyId, conversationId, { banned_until: expires_at })
}

/** Takes a ban back. Throws NOT_FOUND. */
export async function unbanVisitor({ db, principal }: Needs, conversationId: string) {
  const { companyId } = principal
  if (!(await lockById(db, companyId, conversationId))) throw new AppError('NOT_FOUND')
  await deleteBan(db, companyId, conversationId)
  await changeHandling(db, companyId, conversationId, { banned_until: null })
}
