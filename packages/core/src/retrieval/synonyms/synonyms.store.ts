import type { Db } from '../../db/database.ts'
import { countAll, type PageRequest, toPage } from '../../db/page.ts'

export const insertSynonyms = (db: Db, row: { company_id: string; synonym_id: string; phrases: string[] }) =>
  db.insertInto('synonyms').values(row).returningAll().executeTakeFirstOrThrow()

export const findSynonyms = (db: Db, companyId: string, synonymId: string) =>
  db.selectFrom('synonyms').selectAll().where('company_id', '=', companyId).where('synonym_id', '=', synonymId).executeTakeFirst()

export const countSynonyms = async (db: Db, companyId: string): Promise<number> =>
  (await db.selectFrom('synonyms').select(countAll).where('company_id', '=', companyId).executeTakeFirstOrThrow()).total

export async function listSynonyms(db: Db, companyId: string, request: PageRequest) {
  const all = db.selectFrom('synonyms').where('company_id', '=', companyId)
  const page = request.cursor ? all.where('synonym_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('synonym_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, await countSynonyms(db, companyId), request, row => row.synonym_id)
}

export const updateSynonyms = (db: Db, companyId: string, synonymId: string, changes: { phrases: string[]; updated_at: Date }) =>
  db
    .updateTable('synonyms')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('synonym_id', '=', synonymId)
    .returningAll()
    .executeTakeFirst()

export const deleteSynonyms = (db: Db, companyId: string, synonymId: string) =>
  db.deleteFrom('synonyms').where('company_id', '=', companyId).where('synonym_id', '=', synonymId).executeTakeFirst()
