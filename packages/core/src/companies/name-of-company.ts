import type { Db } from '../db/database.ts'
import { findCompany } from './companies.store.ts'

/** Empty for a company that is gone. */
export const nameOfCompany = async (db: Db, companyId: string) => (await findCompany(db, companyId))?.name ?? ''
