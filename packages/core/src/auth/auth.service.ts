import type { Context, PublicContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { addressKey } from './address-key.ts'
import { beginAttempt } from './attempts.ts'
import { findUser } from './auth.store.ts'
import { checkPassword } from './check-password.ts'
import { newDeviceToken } from './device-token.ts'
import { foundCompany } from './found-company.ts'
import { hashPassword } from './password.ts'
import { openSession } from './sessions.service.ts'

type Needs = Pick<PublicContext, 'config' | 'pool' | 'keys' | 'now' | 'jobs' | 'caller'>

export interface Registration {
  readonly email: string
  readonly password: string
  readonly full_name: string
  readonly company_name: string
}

/** Founds a company with its first user, who owns it. Throws CONFLICT for a known address, INVALID_REQUEST for a password that would be guessed. */
export async function register(context: Needs, { email, password, full_name, company_name }: Registration) {
  const { pool, keys, jobs, now, caller } = context
  await checkPassword(password, { email, full_name, company_name })
  const attempt = await beginAttempt(context, { at: ['register', addressKey(email)], address: caller.address, device: null })
  const companyId = newId('cmp', now())
  const userId = newId('user', now())
  const password_hash = await hashPassword(password)
  const registered = await inCompany(pool, companyId, async db => {
    const { addOwner } = await foundCompany(context, db, companyId, company_name)
    const user = await addOwner({ user_id: userId, email, full_name, password_hash })
    await jobs.add(db, 'mail.send', { kind: 'link', purpose: 'verify', email })
    return { user, ...(await openSession(context, db, user)) }
  })
  await attempt.succeeded()
  return { ...registered, device_token: newDeviceToken(keys, addressKey(email)) }
}

/** The signed-in user. */
export async function getMe({ db, principal }: Pick<Context, 'db' | 'principal'>) {
  const user = await findUser(db, principal.companyId, principal.userId)
  if (!user) throw new AppError('NOT_FOUND')
  return user
}
