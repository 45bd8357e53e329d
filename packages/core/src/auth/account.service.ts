import type { Context } from '../context.ts'
import type { PageRequest } from '../db/page.ts'
import { AppError } from '../errors.ts'
import { getMe } from './auth.service.ts'
import { findSession, listSessions, revokeSession, updateUser } from './auth.store.ts'
import { twoFactorState } from './two-factor.service.ts'

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

/** The signed-in user, and whether they have a second factor. */
export async function getProfile(context: Pick<Needs, 'db' | 'principal'>) {
  const user = await getMe(context)
  const { enabled } = await twoFactorState(context.db, context.principal)
  return { user, twoFactorEnabled: enabled }
}

export async function changeProfile(context: Pick<Needs, 'db' | 'principal'>, { full_name }: { full_name?: string | undefined }) {
  const { db, principal } = context
  if (full_name !== undefined) await updateUser(db, principal.companyId, principal.userId, { full_name })
  return getProfile(context)
}

/** Where the user is signed in. */
export const listOwnSessions = ({ db, principal, now }: Needs, request: PageRequest) =>
  listSessions(db, principal.companyId, principal.userId, new Date(now()), request)

/** Signs the user out elsewhere, or here. Throws NOT_FOUND for a session that is not theirs. */
export async function endSession({ db, principal, now }: Needs, sessionId: string) {
  const session = await findSession(db, principal.companyId, sessionId)
  if (session?.user_id !== principal.userId || session.revoked_at) throw new AppError('NOT_FOUND')
  await revokeSession(db, principal.companyId, sessionId, new Date(now()))
}
