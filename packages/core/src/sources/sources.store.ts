import { type Insertable, sql, type Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { SourceTables } from './sources.tables.ts'

export const insertSource = (db: Db, row: Insertable<SourceTables['data_sources']>) =>
  db.insertInto('data_sources').values(row).returningAll().executeTakeFirstOrThrow()

const one = (db: Db, companyId: string, connectionId: string) =>
  db.selectFrom('data_sources').where('company_id', '=', companyId).where('connection_id', '=', connectionId)

export const findSource = (db: Db, companyId: string, connectionId: string) =>
  one(db, companyId, connectionId).selectAll().executeTakeFirst()

/**
 * Holds a source until the transaction ends, so that it cannot be removed meanwhile; undefined when it is gone. Whoever changes documents of a source
 * holds it first: who removes it takes it before its documents, and two who take them the other way round would wait for each other.
 */
export const holdSource = (db: Db, companyId: string, connectionId: string) =>
  one(db, companyId, connectionId).select('connection_id').forKeyShare().executeTakeFirst()

/** Holds a source for being removed: nobody changes it or its documents until the transaction ends. */
export const lockSource = (db: Db, companyId: string, connectionId: string) =>
  one(db, companyId, connectionId).select('connection_id').forUpdate().executeTakeFirst()

export const findSources = (db: Db, companyId: string, connectionIds: readonly string[]) =>
  db
    .selectFrom('data_sources')
    .select('connection_id')
    .where('company_id', '=', companyId)
    .where('connection_id', 'in', connectionIds)
    .execute()

export async function listSources(db: Db, companyId: string, request: PageRequest) {
  const all = db.selectFrom('data_sources').where('data_sources.company_id', '=', companyId)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('connection_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .select(documentCount)
    .orderBy('connection_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.connection_id)
}

const documentCount = sql<number>`(select count(*) from documents where documents.company_id = data_sources.company_id
  and documents.connection_id = data_sources.connection_id and status = 'indexed')`.as('document_count')

export const updateSource = (db: Db, companyId: string, connectionId: string, changes: Updateable<SourceTables['data_sources']>) =>
  db.updateTable('data_sources').set(changes).where('company_id', '=', companyId).where('connection_id', '=', connectionId).execute()

export const deleteSource = (db: Db, companyId: string, connectionId: string) =>
  db.deleteFrom('data_sources').where('company_id', '=', companyId).where('connection_id', '=', connectionId).execute()

/** Records a file to be read; one of the same name in the source is replaced, and keeps its id. */
export const upsertDocument = (db: Db, row: Insertable<SourceTables['documents']>) =>
  db
    .insertInto('documents')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['company_id', 'connection_id', 'name']).doUpdateSet({
        status: row.status,
        status_message: row.status_message,
        size: row.size,
        file_key: row.file_key,
        chunk_count: row.chunk_count ?? 0,
        content_hash: row.content_hash ?? null,
        url: row.url ?? null,
        updated_at: sql`now()`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()

export const listDocuments = (db: Db, companyId: string, connectionId: string, limit: number) =>
  db
    .selectFrom('documents')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .orderBy('document_id', 'desc')
    .limit(limit)
    .execute()

export const findDocumentByName = (db: Db, companyId: string, connectionId: string, name: string) =>
  db
    .selectFrom('documents')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .where('name', '=', name)
    .executeTakeFirst()

export const listPendingDocuments = (db: Db, companyId: string, connectionId: string) =>
  db
    .selectFrom('documents')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .where('status', '=', 'pending')
    .orderBy('document_id')
    .execute()

/** Ids of those of these uploads that have not been uploaded anew since; held until the transaction ends. */
export async function lockStanding(
  db: Db,
  companyId: string,
  uploads: readonly { readonly document_id: string; readonly file_key: string | null }[],
) {
  const rows = await db
    .selectFrom('documents')
    .select(['document_id', 'file_key'])
    .where('company_id', '=', companyId)
    .where(sql<boolean>`document_id = any(${uploads.map(({ document_id }) => document_id)}::text[])`)
    .orderBy('document_id')
    .forUpdate()
    .execute()
  const keys = new Map(rows.map(({ document_id, file_key }) => [document_id, file_key]))
  return new Set(uploads.filter(upload => keys.get(upload.document_id) === upload.file_key).map(({ document_id }) => document_id))
}

export const listFileKeys = (db: Db, companyId: string, connectionId: string) =>
  db
    .selectFrom('documents')
    .select(['document_id', 'file_key'])
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .execute()

/** How many documents of a source are in which state. */
export async function countDocuments(db: Db, companyId: string, connectionId: string) {
  const rows = await db
    .selectFrom('documents')
    .select(['status', query => countAll(query)])
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .groupBy('status')
    .execute()
  const count = (status: string) => rows.find(row => row.status === status)?.total ?? 0
  return { pending: count('pending'), indexed: count('indexed'), error: count('error') }
}

/** Documents of a source without a file of their own whose names lie below an archive's. */
export const listEntriesOf = (db: Db, companyId: string, connectionId: string, archive: string) =>
  db
    .selectFrom('documents')
    .select(['document_id', 'name'])
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .where('file_key', 'is', null)
    .where(sql<boolean>`starts_with(name, ${`${archive}/`})`)
    .execute()

export const deleteDocument = (db: Db, companyId: string, documentId: string) =>
  db.deleteFrom('documents').where('company_id', '=', companyId).where('document_id', '=', documentId).execute()

/** Counts a query of that day (UTC); false, and not counted, once `limit` is reached. */
export async function countQuery(db: Db, companyId: string, connectionId: string, day: string, limit: number) {
  const { rows } = await sql`
    insert into source_days (company_id, connection_id, day, queries) values (${companyId}, ${connectionId}, ${day}, 1)
    on conflict (company_id, connection_id, day) do update set queries = source_days.queries + 1
    where source_days.queries < ${limit} returning queries`.execute(db)
  return rows.length > 0
}

export const listDocumentNames = (db: Db, companyId: string, connectionId: string) =>
  db
    .selectFrom('documents')
    .select(['document_id', 'name'])
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .execute()

/** The sources of these ids, whole. */
export const findSourceRows = (db: Db, companyId: string, connectionIds: readonly string[]) =>
  db.selectFrom('data_sources').selectAll().where('company_id', '=', companyId).where('connection_id', 'in', connectionIds).execute()

/** The source that the adapter of a deployment fills. */
export const findBroughtSource = (db: Db, companyId: string, deploymentId: string) =>
  db
    .selectFrom('data_sources')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('source_type', '=', 'ecommerce')
    .where(sql<boolean>`connection_config ->> 'deployment_id' = ${deploymentId}`)
    .executeTakeFirst()

export const findDocumentsByName = (db: Db, companyId: string, connectionId: string, names: readonly string[]) =>
  db
    .selectFrom('documents')
    .select(['document_id', 'name', 'content_hash'])
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .where(sql<boolean>`name = any(${names}::text[])`)
    .execute()

export async function documentNamesAfter(db: Db, companyId: string, connectionId: string, after: string | null, limit: number) {
  const rows = await db
    .selectFrom('documents')
    .select('name')
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .$if(after !== null, query => query.where('name', '>', after ?? ''))
    .orderBy('name')
    .limit(limit)
    .execute()
  return rows.map(({ name }) => name)
}

export const findDocumentNames = (db: Db, companyId: string, documentIds: readonly string[]) =>
  db
    .selectFrom('documents')
    .select(['document_id', 'name'])
    .where('company_id', '=', companyId)
    .where(sql<boolean>`document_id = any(${documentIds}::text[])`)
    .execute()

export async function someDocumentIds(db: Db, companyId: string, connectionId: string, most: number) {
  const rows = await db
    .selectFrom('documents')
    .select('document_id')
    .where('company_id', '=', companyId)
    .where('connection_id', '=', connectionId)
    .limit(most)
    .execute()
  return rows.map(({ document_id }) => document_id)
}

export const deleteDocuments = (db: Db, companyId: string, documentIds: readonly string[]) =>
  db.deleteFrom('documents').where('company_id', '=', companyId).where(sql<boolean>`document_id = any(${documentIds}::text[])`).execute()
