import type pg from 'pg'
import type { SourceColumn, SourceReference, SourceSchema, SourceTable } from '../connector.ts'

interface Row {
  readonly table_schema: string
  readonly table_name: string
  readonly table_comment: string | null
  readonly column_name: string
  readonly column_type: string
  readonly nullable: boolean
  readonly column_comment: string | null
}

interface Key {
  readonly table_schema: string
  readonly table_name: string
  readonly kind: 'p' | 'f'
  readonly columns: string[]
  readonly other_schema: string | null
  readonly other_table: string | null
  readonly other_columns: string[]
}

/** Columns that are read at most, of all tables together. */
const maxColumns = 5000

/** The tables and views that the login may read. */
export async function readPostgresSchema(client: pg.Client): Promise<SourceSchema> {
  const { rows } = await client.query<Row>(columns)
  const tables = new Map<string, SourceTable & { columns: SourceColumn[] }>()
  for (const row of rows) {
    const name = nameOf(row.table_schema, row.table_name)
    const table = tables.get(name) ?? { name, comment: row.table_comment, columns: [], primaryKey: [], references: [] }
    table.columns.push({ name: row.column_name, type: row.column_type, nullable: row.nullable, comment: row.column_comment })
    tables.set(name, table)
  }
  return { tables: [...tables.values()] }
}

/** The same with the keys of the tables. */
export async function readPostgresKeys(client: pg.Client): Promise<SourceSchema> {
  const { tables } = await readPostgresSchema(client)
  const { rows } = await client.query<Key>(keys)
  const names = new Set(tables.map(({ name }) => name))
  return {
    tables: tables.map(table => {
      const own = rows.filter(row => nameOf(row.table_schema, row.table_name) === table.name)
      return {
        ...table,
        primaryKey: own.find(({ kind }) => kind === 'p')?.columns ?? [],
        references: own.flatMap(row => toReference(row)).filter(reference => names.has(reference.table)),
      }
    }),
  }
}

const toReference = ({ kind, columns: own, other_schema, other_table, other_columns }: Key): SourceReference[] =>
  kind === 'f' && other_schema && other_table
    ? [{ columns: own, table: nameOf(other_schema, other_table), tableColumns: other_columns }]
    : []

const nameOf = (schema: string, table: string) => (schema === 'public' ? table : `${schema}.${table}`)

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

const keys = `
  select n.nspname as table_schema, c.relname as table_name, k.contype as kind,
    array(select a.attname::text from pg_catalog.unnest(k.conkey) with ordinality u(num, place)
      join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num order by u.place) as columns,
    fn.nspname as other_schema, f.relname as other_table,
    array(select a.attname::text from pg_catalog.unnest(k.confkey) with ordinality u(num, place)
      join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num order by u.place) as other_columns
  from pg_catalog.pg_constraint k
  join pg_catalog.pg_class c on c.oid = k.conrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  left join pg_catalog.pg_class f on f.oid = k.confrelid
  left join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
  where k.contype in ('p', 'f') and n.nspname not in ('pg_catalog', 'information_schema') limit ${maxColumns}`
