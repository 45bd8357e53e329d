import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

export interface TenantTable {
  readonly name: string
  readonly columns: readonly string[]
  /** Whether the API may delete rows. */
  readonly deletable: boolean
}

/** Every table that is bound to companies, as the database itself knows them: a new one is exported without anybody thinking of it. */
export async function tenantTables(db: Db): Promise<TenantTable[]> {
  const { rows } = await sql<TenantTable>`
    select class.relname as name, has_table_privilege(class.oid, 'delete') as deletable,
      array_agg(attribute.attname::text order by attribute.attnum) filter (where attribute.atttypid <> 'bytea'::regtype) as columns
    from pg_class class
    join pg_attribute attribute on attribute.attrelid = class.oid and attribute.attnum > 0 and not attribute.attisdropped
    where class.relkind = 'r' and class.relrowsecurity and class.relnamespace = current_schema()::regnamespace
    group by class.oid, class.relname
    having bool_or(attribute.attname = 'company_id')
    order by class.relname`.execute(db)
  return rows
}

/** Makes every query of the transaction see the database as it is now; before any of them. */
export const freeze = (db: Db) => sql`set transaction isolation level repeatable read`.execute(db)

/** The rows of a company, in portions, so that a large table need not fit into memory. */
export async function* readRows(db: Db, companyId: string, { name, columns }: Pick<TenantTable, 'name' | 'columns'>, portion = 500) {
  const listed = sql.join(columns.map(column => sql.ref(column)))
  await sql`declare exported no scroll cursor for
    select to_jsonb(picked) as row from (select ${listed} from ${sql.table(name)} where company_id = ${sql.lit(companyId)}) as picked`.execute(
    db,
  )
  for (;;) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`fetch forward ${sql.lit(portion)} from exported`.execute(db)
    for (const { row } of rows) yield row
    if (rows.length < portion) break
  }
  await sql`close exported`.execute(db)
}

/** The files of a company, by the document they belong to. */
export const listFiles = (db: Db, companyId: string) =>
  db
    .selectFrom('documents')
    .select(['document_id', 'name', 'file_key'])
    .where('company_id', '=', companyId)
    .where('file_key', 'is not', null)
    .execute()

/** Deletes a company, all that hangs on it, and every way to find it; gives the turns that were under way. */
export async function eraseEverything(db: Db, companyId: string) {
  await sql`set local statement_timeout = '10min'`.execute(db)
  const leases = await db.deleteFrom('turn_leases').where('company_id', '=', companyId).returning('execution_id').execute()
  await db.deleteFrom('directory').where('company_id', '=', companyId).execute()
  await db.deleteFrom('companies').where('company_id', '=', companyId).execute()
  // Where a table does not hang on the company, its rows are deleted by themselves. What the API may only add to goes with the company alone.
  for (const { name, deletable } of await tenantTables(db))
    if (deletable) await sql`delete from ${sql.table(name)} where company_id = ${companyId}`.execute(db)
  return leases.map(({ execution_id }) => execution_id)
}
