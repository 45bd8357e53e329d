import type { Services, UserContext } from '../context.ts'
import { open, seal } from '../crypto/seal.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { beginAttempt } from './attempts.ts'
import { companyRequiresTwoFactor, findUser } from './auth.store.ts'
import { notify } from './notices.ts'
import { passwordMatches } from './password.ts'
import { hashRecoveryCode, isRecoveryCode, newRecoveryCodes } from './recovery-code.ts'
import { newTotpSecret, otpauthUrl, stepOfCode } from './totp.ts'
import {
  confirmFactor,
  countRecoveryCodes,
  deleteFactor,
  findFactor,
  insertFactor,
  replaceRecoveryCodes,
  useRecoveryCode,
  useStep,
} from './two-factor.store.ts'

type Needs = Pick<UserContext, 'pool' | 'keys' | 'now' | 'jobs' | 'principal' | 'caller'>
type Owner = { readonly companyId: string; readonly userId: string }

/** Whether a user has a second factor in use, whether their company requires one, and how many recovery codes are left. */
export async function twoFactorState(db: Db, { companyId, userId }: Owner) {
  const factor = await findFactor(db, companyId, userId)
  const enabled = factor !== undefined && factor.confirmed_at !== null
  return {
    enabled,
    required: await companyRequiresTwoFactor(db, companyId),
    recoveryCodesLeft: enabled ? await countRecoveryCodes(db, companyId, userId) : 0,
  }
}

/** Makes a secret for the user's authenticator app; nothing changes until a first code proves that the app has it. Throws CONFLICT when one is in use. */
export async function beginTwoFactor(context: Needs, password: string) {
  const { pool, keys, principal } = context
  const user = await requirePassword(context, password)
  const secret = newTotpSecret()
  await inCompany(pool, principal.companyId, async db => {
    const { enabled } = await twoFactorState(db, principal)
    if (enabled) throw new AppError('CONFLICT', 'Two-factor sign-in is on already. Turn it off before you set it up anew.')
    await insertFactor(db, principal.companyId, principal.userId, seal(keys, placeOf(principal), secret))
  })
  return { secret, otpauth_url: otpauthUrl(secret, user.email) }
}

/** Turns two-factor sign-in on and gives the recovery codes. Throws CONFLICT when nothing is to be confirmed, UNAUTHORIZED for a wrong code. */
export async function confirmTwoFactor(context: Needs, code: string) {
  const { pool, keys, principal, now } = context
  const { companyId, userId } = principal
  const attempt = await beginCodeAttempt(context)
  const codes = await inCompany(pool, companyId, async db => {
    const factor = await findFactor(db, companyId, userId)
    if (!factor || factor.confirmed_at) throw new AppError('CONFLICT', 'There is nothing to confirm. Begin with POST /account/two-factor.')
    const step = stepOfCode(open(keys, placeOf(principal), factor.sealed_secret), code, now())
    if (step === null) throw wrongCode()
    if (!(await confirmFactor(db, companyId, userId, { step, now: new Date(now()) }))) throw wrongCode()
    await notifyOwner(context, db, 'two-factor-on')
    return giveRecoveryCodes(db, principal)
  })
  await attempt.succeeded()
  return codes
}

/** Gives new recovery codes in place of the earlier ones. */
export async function renewRecoveryCodes(context: Needs, password: string, code: string) {
  await requirePassword(context, password)
  await requireCode(context, code)
  return inCompany(context.pool, context.principal.companyId, db => giveRecoveryCodes(db, context.principal))
}

/** Turns two-factor sign-in off. Throws CONFLICT while the company requires it. */
export async function disableTwoFactor(context: Needs, password: string, code: string) {
  const { pool, principal } = context
  await requirePassword(context, password)
  await requireCode(context, code)
  await inCompany(pool, principal.companyId, async db => {
    if (await companyRequiresTwoFactor(db, principal.companyId))
      throw new AppError('CONFLICT', 'Your company requires two-factor sign-in. It cannot be turned off.')
    await deleteFactor(db, principal.companyId, principal.userId)
    await notifyOwner(context, db, 'two-factor-off')
  })
}

/**
 * Whether a code is good right now, and which kind it is; uses it up. A code of the app is good for its half minute and the ones beside it, once.
 */
export async function useCode({ keys, now }: Pick<Services, 'keys' | 'now'>, db: Db, owner: Owner, code: string) {
  const { companyId, userId } = owner
  const factor = await findFactor(db, companyId, userId)
  if (!factor?.confirmed_at) return null
  if (isRecoveryCode(code)) return (await useRecoveryCode(db, companyId, userId, hashRecoveryCode(code))) ? 'recovery' : null
  const step = stepOfCode(open(keys, placeOf(owner), factor.sealed_secret), code, now())
  return step !== null && (await useStep(db, companyId, userId, step)) ? 'app' : null
}

export const wrongCode = () =>
  new AppError('UNAUTHORIZED', 'The code is wrong or was used before. Wait for the next one.', { details: { code: 'is not valid' } })

/** The user, when the password is theirs: what changes how somebody signs in takes more than a token. Throws UNAUTHORIZED. */
export async function requirePassword(context: Pick<Needs, 'pool' | 'now' | 'principal' | 'caller'>, password: string) {
  const { pool, principal, caller } = context
  const attempt = await beginAttempt(context, { at: ['password', principal.userId], address: caller.address, device: null })
  const user = await inCompany(pool, principal.companyId, db => findUser(db, principal.companyId, principal.userId))
  if (!(await passwordMatches(password, user?.password_hash)) || !user)
    throw new AppError('UNAUTHORIZED', 'The password is wrong.', { details: { password: 'is wrong' } })
  await attempt.succeeded()
  return user
}

async function requireCode(context: Needs, code: string) {
  const { pool, principal } = context
  const { enabled } = await inCompany(pool, principal.companyId, db => twoFactorState(db, principal))
  if (!enabled) throw new AppError('CONFLICT', 'Two-factor sign-in is off.')
  const attempt = await beginCodeAttempt(context)
  if (!(await inCompany(pool, principal.companyId, db => useCode(context, db, principal, code)))) throw wrongCode()
  await attempt.succeeded()
}

const beginCodeAttempt = (context: Pick<Needs, 'pool' | 'now' | 'principal' | 'caller'>) =>
  beginAttempt(context, { at: ['code', context.principal.userId], address: context.caller.address, device: null })

async function giveRecoveryCodes(db: Db, { companyId, userId }: Owner) {
  const codes = newRecoveryCodes()
  await replaceRecoveryCodes(db, companyId, userId, codes.map(hashRecoveryCode))
  return { recovery_codes: codes }
}

async function notifyOwner(context: Pick<Needs, 'jobs' | 'principal'>, db: Db, notice: 'two-factor-on' | 'two-factor-off') {
  const user = await findUser(db, context.principal.companyId, context.principal.userId)
  if (user) await notify(context, db, user, notice)
}

const placeOf = ({ companyId, userId }: Owner) => ({ companyId, recordId: userId })
