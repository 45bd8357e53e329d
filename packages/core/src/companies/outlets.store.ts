import type { Insertable, Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { CompanyTables } from './companies.tables.ts'

export const insertOutlet = (db: Db, row: Insertable<CompanyTables['outlets']>) =>
  db.insertInto('outlets').values(row).returningAll().executeTakeFirstOrThrow()

export const findOutlet = (db: Db, companyId: string, outletId: string) =>
  db.selectFrom('outlets').selectAll().where('company_id', '=', companyId).where('outlet_id', '=', outletId).executeTakeFirst()

export const countOutlets = async (db: Db, companyId: string) =>
  (await db.selectFrom('outlets').where('company_id', '=', companyId).select(countAll).executeTakeFirstOrThrow()).total

export async function listOutlets(db: Db, companyId: string, request: PageRequest) {
  const all = db.selectFrom('outlets').where('company_id', '=', companyId)
  const page = request.cursor ? all.where('outlet_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('outlet_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, await countOutlets(db, companyId), request, row => row.outlet_id)
}

export const updateOutlet = (db: Db, companyId: string, outletId: string, changes: Updateable<CompanyTables['outlets']>) =>
  db
    .updateTable('outlets')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('outlet_id', '=', outletId)
    .returningAll()
    .executeTakeFirst()

export async function deleteOutlet(db: Db, companyId: string, outletId: string) {
  const { numDeletedRows } = await db
    .deleteFrom('outlets')
    .where('company_id', '=', companyId)
    .where('outlet_id', '=', outletId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
