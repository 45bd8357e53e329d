import type pg from 'pg'
import type { SourceSchema, SourceTable } from '../connector.ts'

interface Row {
  readonly table_schema: string
  readonly table_name: string
  readonly table_comment: string | null
  readonly column_name: string
  readonly column_type: string
  readonly nullable: boolean
  readonly column_comment: string | null
}

/** Columns that are read at most, of all tables together. */
const maxColumns = 5000

/** The tables and views that the login may read. */
export async function readPostgresSchema(client: pg.Client): Promise<SourceSchema> {
  const { rows } = await client.query<Row>(columns)
  const tables = new Map<string, SourceTable & { columns: SourceTable['columns'][number][] }>()
  for (const row of rows) {
    const name = row.table_schema === 'public' ? row.table_name : `${row.table_schema}.${row.table_name}`
    const table = tables.get(name) ?? { name, comment: row.table_comment, columns: [] }
    table.columns.push({ name: row.column_name, type: row.column_type, nullable: row.nullable, comment: row.column_comment })
    tables.set(name, table)
  }
  return { tables: [...tables.values()] }
}

const columns = `
  select n.nspname as table_schema, c.relname as table_name, pg_catalog.obj_description(c.oid, 'pg_class') as table_comment,
    a.attname as column_name, pg_catalog.format_type(a.atttypid, a.atttypmod) as column_type, not a.attnotnull as nullable,
    pg_catalog.col_description(c.oid, a.attnum) as column_comment
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_class c on c.oid = a.attrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
  and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
  and pg_catalog.has_schema_privilege(n.oid, 'USAGE') and pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
  order by n.nspname, c.relname, a.attnum limit ${maxColumns}`
