import type { Insertable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { BillingTables } from './billing.tables.ts'

const ofCompany = (db: Db, companyId: string) => db.selectFrom('payment_methods').selectAll().where('company_id', '=', companyId)

/** Newest first. */
export const listMethods = (db: Db, companyId: string) => ofCompany(db, companyId).orderBy('payment_method_id', 'desc').limit(100).execute()

export const findMethod = (db: Db, companyId: string, id: string) =>
  ofCompany(db, companyId).where('payment_method_id', '=', id).executeTakeFirst()

export const findDefaultMethod = (db: Db, companyId: string) => ofCompany(db, companyId).where('is_default', '=', true).executeTakeFirst()

export const insertMethod = (db: Db, row: Insertable<BillingTables['payment_methods']>) =>
  db.insertInto('payment_methods').values(row).returningAll().executeTakeFirstOrThrow()

/** Makes this one the default, and no other. */
export async function setDefault(db: Db, companyId: string, id: string) {
  const ofThisCompany = db.updateTable('payment_methods').where('company_id', '=', companyId)
  await ofThisCompany.set({ is_default: false }).where('is_default', '=', true).where('payment_method_id', '!=', id).execute()
  return ofThisCompany.set({ is_default: true }).where('payment_method_id', '=', id).returningAll().executeTakeFirst()
}

export const deleteMethod = (db: Db, companyId: string, id: string) =>
  db.deleteFrom('payment_methods').where('company_id', '=', companyId).where('payment_method_id', '=', id).returningAll().executeTakeFirst()
