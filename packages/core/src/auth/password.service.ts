import { recordChange } from '../audit/record-change.ts'
import type { PublicContext, UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { addressKey } from './address-key.ts'
import { forgiveAttempts } from './attempts.ts'
import { findUser, revokeSessionsOf, updateUser } from './auth.store.ts'
import { checkPassword } from './check-password.ts'
import { deleteMailLinks, findMailLink, takeMailLink } from './mail-links.store.ts'
import { readMailToken } from './mail-token.ts'
import { notify } from './notices.ts'
import { hashPassword } from './password.ts'
import { requirePassword } from './two-factor.service.ts'

type Public = Pick<PublicContext, 'pool' | 'jobs' | 'now' | 'caller' | 'requestId'>

/** Asks for a mail with a link. Does the same for every address: whether there is an account is looked up later, by a job. */
export const requestLink = ({ pool, jobs }: Pick<Public, 'pool' | 'jobs'>, purpose: 'reset' | 'verify', email: string) =>
  jobs.add(pool, 'mail.send', { kind: 'link', purpose, email })

/**
 * Chooses a new password with the token of a mail, which also proves the address. Ends all sessions and clears failed logins. Throws
 * INVALID_REQUEST for a token that is not good, and for a password that would be guessed; the token is used up only when all is well.
 */
export async function resetPassword(context: Public, { token: text, password }: { token: string; password: string }) {
  const { pool, now, caller, requestId } = context
  const token = readMailToken(text)
  if (!token) throw badToken()
  const user = await inCompany(pool, token.companyId, async db => {
    const link = await findMailLink(db, token.companyId, token.hash, 'reset', new Date(now()))
    return link && findUser(db, token.companyId, link.user_id)
  })
  if (!user) throw badToken()
  await checkPassword(password, user)
  const password_hash = await hashPassword(password)
  await inCompany(pool, token.companyId, async db => {
    const link = await takeMailLink(db, token.companyId, token.hash, 'reset', new Date(now()))
    if (!link) throw badToken()
    await updateUser(db, token.companyId, link.user_id, { password_hash, is_verified: true })
    await revokeSessionsOf(db, token.companyId, link.user_id, { except: null, now: new Date(now()) })
    await deleteMailLinks(db, token.companyId, link.user_id, 'reset')
    await notify(context, db, user, 'password-changed')
    await recordChange(db, {
      company_id: token.companyId,
      action: 'auth.resetPassword',
      actor_kind: 'user',
      actor_id: user.user_id,
      actor_name: user.full_name,
      address: caller.address,
      request_id: requestId,
    })
  })
  await forgiveAttempts(context, ['login', addressKey(user.email)])
}

/** Changes one's own password and ends all other sessions. Throws UNAUTHORIZED for a wrong current one. */
export async function changePassword(
  context: Pick<UserContext, 'pool' | 'jobs' | 'now' | 'principal' | 'caller'>,
  { current_password, password }: { current_password: string; password: string },
) {
  const { pool, principal, now } = context
  const user = await requirePassword(context, current_password)
  await checkPassword(password, user)
  const password_hash = await hashPassword(password)
  await inCompany(pool, principal.companyId, async db => {
    await updateUser(db, principal.companyId, principal.userId, { password_hash })
    const except = principal.kind === 'user' ? principal.sessionId : null
    await revokeSessionsOf(db, principal.companyId, principal.userId, { except, now: new Date(now()) })
    await deleteMailLinks(db, principal.companyId, principal.userId, 'reset')
    await notify(context, db, user, 'password-changed')
  })
}

/** Proves an e-mail address with the token of a mail. Throws INVALID_REQUEST for one that is not good. */
export async function verifyEmail({ pool, now }: Pick<Public, 'pool' | 'now'>, text: string) {
  const token = readMailToken(text)
  if (!token) throw badToken()
  await inCompany(pool, token.companyId, async db => {
    const link = await takeMailLink(db, token.companyId, token.hash, 'verify', new Date(now()))
    if (!link) throw badToken()
    await updateUser(db, token.companyId, link.user_id, { is_verified: true })
    await deleteMailLinks(db, token.companyId, link.user_id, 'verify')
  })
}

const badToken = () =>
  new AppError('INVALID_REQUEST', 'This link is not good any more: it was used, has expired or is incomplete. Ask for a new one.', {
    details: { token: 'is not valid' },
  })
