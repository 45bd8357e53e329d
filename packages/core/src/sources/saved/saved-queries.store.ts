import type { Insertable, Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import { countAll, type PageRequest, toPage } from '../../db/page.ts'
import type { SourceTables } from '../sources.tables.ts'

export const insertSavedQuery = (db: Db, row: Insertable<SourceTables['saved_queries']>) =>
  db
    .insertInto('saved_queries')
    .values(row)
    .onConflict(conflict => conflict.columns(['company_id', 'name']).doNothing())
    .returningAll()
    .executeTakeFirst()

export const findSavedQuery = (db: Db, companyId: string, queryId: string) =>
  db.selectFrom('saved_queries').selectAll().where('company_id', '=', companyId).where('query_id', '=', queryId).executeTakeFirst()

export const findSavedQueryByName = (db: Db, companyId: string, name: string) =>
  db.selectFrom('saved_queries').selectAll().where('company_id', '=', companyId).where('name', '=', name).executeTakeFirst()

export async function listSavedQueries(db: Db, companyId: string, connectionId: string | undefined, request: PageRequest) {
  const own = db.selectFrom('saved_queries').where('company_id', '=', companyId)
  const all = connectionId ? own.where('connection_id', '=', connectionId) : own
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('query_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('query_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.query_id)
}

/** Those of the sources, by name. */
export const savedQueriesOf = (db: Db, companyId: string, connectionIds: readonly string[]) =>
  db
    .selectFrom('saved_queries')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('connection_id', 'in', connectionIds)
    .orderBy('name')
    .execute()

export const updateSavedQuery = (db: Db, companyId: string, queryId: string, changes: Updateable<SourceTables['saved_queries']>) =>
  db
    .updateTable('saved_queries')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('query_id', '=', queryId)
    .returningAll()
    .executeTakeFirst()

export const deleteSavedQuery = (db: Db, companyId: string, queryId: string) =>
  db.deleteFrom('saved_queries').where('company_id', '=', companyId).where('query_id', '=', queryId).execute()
