import type { Role } from '@craveva/contract/operations'
import { inCompany } from '../db/in-company.ts'
import type { TestApp } from './create-test-app.ts'

/** Gives a user another role, as an owner of their company can. */
export const setRole = ({ core }: TestApp, { companyId, userId }: { companyId: string; userId: string }, role: Role) =>
  inCompany(core.services.pool, companyId, db =>
    db.updateTable('users').set({ role }).where('company_id', '=', companyId).where('user_id', '=', userId).execute(),
  )
