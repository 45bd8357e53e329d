import type { Db } from '../db/database.ts'

export const insertCompany = (db: Db, companyId: string, name: string) =>
  db.insertInto('companies').values({ company_id: companyId, name }).execute()
