import { createCompany } from '../companies/companies.service.ts'
import type { Context, Services } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { addToDirectory, findInDirectory } from '../system/directory.ts'
import { addressKey } from './address-key.ts'
import { findUser, insertUser } from './auth.store.ts'
import { hashPassword, passwordMatches } from './password.ts'
import { openSession } from './sessions.service.ts'

type Needs = Pick<Services, 'pool' | 'keys' | 'now'>

export interface Registration {
  readonly email: string
  readonly password: string
  readonly full_name: string
  readonly company_name: string
}

/** Founds a company with its first user, who owns it. Throws CONFLICT for a known address. */
export async function register(services: Needs, { email, password, full_name, company_name }: Registration) {
  const companyId = newId('cmp', services.now())
  const userId = newId('user', services.now())
  const password_hash = await hashPassword(password)
  return inCompany(services.pool, companyId, async db => {
    await createCompany(db, companyId, company_name)
    const isNew = await addToDirectory(db, { kind: 'email', key: addressKey(email), company_id: companyId, id: userId })
    if (!isNew)
      throw new AppError('CONFLICT', 'There is an account with this e-mail address. Sign in instead.', { details: { email: 'is taken' } })
    const user = await insertUser(db, { company_id: companyId, user_id: userId, email, full_name, role: 'owner', password_hash })
    return { user, ...(await openSession(services, db, user)) }
  })
}

/** Opens a session. Throws the same UNAUTHORIZED, as late, for an unknown address and for a wrong password. */
export async function login(services: Needs, { email, password }: { email: string; password: string }) {
  const entry = await findInDirectory(services.pool, 'email', addressKey(email))
  const user = entry && (await inCompany(services.pool, entry.company_id, db => findUser(db, entry.company_id, entry.id)))
  if (!(await passwordMatches(password, user?.password_hash)) || !user)
    throw new AppError('UNAUTHORIZED', 'The e-mail address or the password is wrong.')
  return inCompany(services.pool, user.company_id, async db => ({ user, ...(await openSession(services, db, user)) }))
}

/** The signed-in user. */
export async function getMe({ db, principal }: Pick<Context, 'db' | 'principal'>) {
  const user = await findUser(db, principal.companyId, principal.userId)
  if (!user) throw new AppError('NOT_FOUND')
  return user
}
