import type { UpdateCompanyInput } from '@craveva/contract/companies'
import { twoFactorState } from '../auth/two-factor.service.ts'
import type { Context, Principal } from '../context.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { addToDirectory, removeFromDirectory } from '../system/directory.ts'
import { findCompany, insertCompany, updateCompany } from './companies.store.ts'

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

/** Founds a company in a transaction that is already bound to its new id. */
export const createCompany = (db: Db, companyId: string, name: string) => insertCompany(db, companyId, name)

/** Throws NOT_FOUND for every company but one's own, whether or not there is one. */
export function requireOwn({ companyId }: Pick<Principal, 'companyId'>, asked: string) {
  if (companyId !== asked) throw new AppError('NOT_FOUND')
}

/** As it calls itself, for letters in its name. */
export const readCompanyName = async (db: Db, companyId: string): Promise<string> => (await findCompany(db, companyId))?.name ?? ''

export async function getCompany({ db, principal }: Pick<Needs, 'db' | 'principal'>) {
  const company = await findCompany(db, principal.companyId)
  if (!company) throw new AppError('NOT_FOUND')
  return company
}

/** Merges a change. Whoever makes a second factor a duty has one already: CONFLICT otherwise. */
export async function changeCompany({ db, principal, now }: Needs, { name, require_two_factor, retention_days }: UpdateCompanyInput) {
  if (require_two_factor && !(await twoFactorState(db, principal)).enabled)
    throw new AppError('CONFLICT', 'Set up two-factor sign-in for yourself first, with POST /account/two-factor.')
  if (retention_days !== undefined) await noteRetention(db, principal.companyId, retention_days)
  const company = await updateCompany(db, principal.companyId, {
    ...(name !== undefined ? { name } : {}),
    ...(require_two_factor !== undefined ? { require_two_factor } : {}),
    ...(retention_days !== undefined ? { retention_days } : {}),
    updated_at: new Date(now()),
  })
  if (!company) throw new AppError('NOT_FOUND')
  return company
}

/** Companies that delete old conversations stand in the directory, as that is done for all of them. */
async function noteRetention(db: Db, companyId: string, days: number | null) {
  if (days === null) await removeFromDirectory(db, 'retention', companyId)
  else await addToDirectory(db, { kind: 'retention', key: companyId, company_id: companyId, id: companyId })
}
