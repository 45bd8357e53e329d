import type { Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { CompanyTables } from './companies.tables.ts'

export const insertCompany = (db: Db, companyId: string, name: string) =>
  db.insertInto('companies').values({ company_id: companyId, name }).execute()

export const findCompany = (db: Db, companyId: string) =>
  db.selectFrom('companies').selectAll().where('company_id', '=', companyId).executeTakeFirst()

export const updateCompany = (db: Db, companyId: string, changes: Updateable<CompanyTables['companies']>) =>
  db.updateTable('companies').set(changes).where('company_id', '=', companyId).returningAll().executeTakeFirst()

export const deleteCompany = (db: Db, companyId: string) => db.deleteFrom('companies').where('company_id', '=', companyId).execute()
