import type { Selectable } from 'kysely'
import { recordChange } from '../audit/record-change.ts'
import type { PublicContext } from '../context.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { findInDirectory } from '../system/directory.ts'
import { addressKey } from './address-key.ts'
import { beginAttempt } from './attempts.ts'
import { companyRequiresTwoFactor, findUser } from './auth.store.ts'
import type { AuthTables } from './auth.tables.ts'
import { formatChallenge, readChallenge } from './challenge.ts'
import { newDeviceToken, readDeviceToken } from './device-token.ts'
import { notify } from './notices.ts'
import { passwordMatches } from './password.ts'
import { openSession } from './sessions.service.ts'
import { twoFactorState, useCode, wrongCode } from './two-factor.service.ts'

type Needs = Pick<PublicContext, 'pool' | 'keys' | 'now' | 'jobs' | 'caller' | 'requestId'>
type User = Selectable<AuthTables['users']>

interface Credentials {
  readonly email: string
  readonly password: string
  readonly device_token?: string | undefined
}

/**
 * Opens a session, or asks for the second factor. Throws the same UNAUTHORIZED, as late, for an unknown address and for a wrong password, and
 * RATE_LIMIT_EXCEEDED after many failures, whether or not there is such an account.
 */
export async function login(context: Needs, { email, password, device_token }: Credentials) {
  const { pool, keys, caller, now } = context
  const address = addressKey(email)
  const device = readDeviceToken(keys, address, device_token)
  const attempt = await beginAttempt(context, { at: ['login', address], address: caller.address, device })
  const user = await findByAddress(context, address)
  if (!(await passwordMatches(password, user?.password_hash)) || !user)
    throw new AppError('UNAUTHORIZED', 'The e-mail address or the password is wrong.')
  await attempt.succeeded()
  return inCompany(pool, user.company_id, async db => {
    const owner = { companyId: user.company_id, userId: user.user_id }
    const { enabled } = await twoFactorState(db, owner)
    if (enabled) return { challenge: formatChallenge(keys, { ...owner, device }, now()) }
    return finish(context, db, user, { device_token: device ? device_token : undefined, secondFactor: false })
  })
}

/** Finishes a login with a code of the app or a recovery code. Throws UNAUTHORIZED. */
export async function loginWithCode(context: Needs, { challenge: text, code }: { challenge: string; code: string }) {
  const { pool, keys, caller, now } = context
  const challenge = readChallenge(keys, text, now())
  if (!challenge) throw new AppError('UNAUTHORIZED', 'This took too long. Sign in with your password again.')
  const attempt = await beginAttempt(context, {
    at: ['code', challenge.userId],
    address: caller.address,
    device: challenge.device,
  })
  const signedIn = await inCompany(pool, challenge.companyId, async db => {
    const user = await findUser(db, challenge.companyId, challenge.userId)
    const kind = user && (await useCode(context, db, challenge, code))
    if (!user || !kind) throw wrongCode()
    if (kind === 'recovery') await notify(context, db, user, 'recovery-code-used')
    return finish(context, db, user, { device_token: undefined, secondFactor: true })
  })
  await attempt.succeeded()
  return signedIn
}

async function finish(context: Needs, db: Db, user: User, known: { device_token: string | undefined; secondFactor: boolean }) {
  const { keys, caller, requestId } = context
  await recordChange(db, {
    company_id: user.company_id,
    action: 'auth.login',
    actor_kind: 'user',
    actor_id: user.user_id,
    actor_name: user.full_name,
    address: caller.address,
    request_id: requestId,
  })
  return {
    user,
    ...(await openSession(context, db, user)),
    device_token: known.device_token ?? newDeviceToken(keys, addressKey(user.email)),
    two_factor_setup_required: !known.secondFactor && (await companyRequiresTwoFactor(db, user.company_id)),
  }
}

/** Takes the same steps for an address that nobody has. */
async function findByAddress({ pool }: Pick<Needs, 'pool'>, address: string) {
  const entry = await findInDirectory(pool, 'email', address)
  const companyId = entry?.company_id ?? 'cmp_none'
  return inCompany(pool, companyId, db => findUser(db, companyId, entry?.id ?? 'user_none'))
}
