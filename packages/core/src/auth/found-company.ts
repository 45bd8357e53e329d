import { openAccount } from '../billing/account.service.ts'
import { createCompany } from '../companies/companies.service.ts'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { addToDirectory } from '../system/directory.ts'
import { addressKey } from './address-key.ts'
import { insertUser } from './auth.store.ts'

interface Owner {
  readonly user_id: string
  readonly email: string
  readonly full_name: string
  readonly password_hash: string
}

/** Founds a company in a transaction that is bound to its new id. Its owner is added next, which throws CONFLICT for an address that has an account. */
export async function foundCompany({ config }: Pick<Services, 'config'>, db: Db, companyId: string, name: string) {
  await createCompany(db, companyId, name)
  await openAccount(db, companyId, config.planDefault)
  return {
    async addOwner(owner: Owner) {
      const isNew = await addToDirectory(db, { kind: 'email', key: addressKey(owner.email), company_id: companyId, id: owner.user_id })
      if (!isNew)
        throw new AppError('CONFLICT', 'There is an account with this e-mail address. Sign in instead.', { details: { email: 'is taken' } })
      return insertUser(db, { company_id: companyId, role: 'owner', ...owner })
    },
  }
}
