import type { Insertable, Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import { countAll, type PageRequest, toPage } from '../../db/page.ts'
import type { RetrievalTables } from '../retrieval.tables.ts'

type Row = RetrievalTables['curated_answers']

export const insertAnswer = (db: Db, row: Insertable<Row>) =>
  db.insertInto('curated_answers').values(row).returningAll().executeTakeFirstOrThrow()

export const findAnswer = (db: Db, companyId: string, answerId: string) =>
  db.selectFrom('curated_answers').selectAll().where('company_id', '=', companyId).where('answer_id', '=', answerId).executeTakeFirst()

export const countAnswers = async (db: Db, companyId: string): Promise<number> =>
  (await db.selectFrom('curated_answers').select(countAll).where('company_id', '=', companyId).executeTakeFirstOrThrow()).total

export async function listAnswers(db: Db, companyId: string, request: PageRequest) {
  const all = db.selectFrom('curated_answers').where('company_id', '=', companyId)
  const page = request.cursor ? all.where('answer_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('answer_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, await countAnswers(db, companyId), request, row => row.answer_id)
}

export const updateAnswer = (db: Db, companyId: string, answerId: string, changes: Updateable<Row>) =>
  db
    .updateTable('curated_answers')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('answer_id', '=', answerId)
    .returningAll()
    .executeTakeFirst()

export const deleteAnswer = (db: Db, companyId: string, answerId: string) =>
  db.deleteFrom('curated_answers').where('company_id', '=', companyId).where('answer_id', '=', answerId).executeTakeFirst()
