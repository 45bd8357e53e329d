import type { Db } from '../db/database.ts'
import { insertCompany } from './companies.store.ts'

/** Founds a company in a transaction that is already bound to its new id. */
export const createCompany = (db: Db, companyId: string, name: string) => insertCompany(db, companyId, name)
