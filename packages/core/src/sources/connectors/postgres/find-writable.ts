import type pg from 'pg'

/** Whether the login could change something, as a sentence to warn with; null when it can only read. */
export async function findWritable(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(writableTables)
  const { rows: schemas } = await client.query<{ name: string }>(writableSchemas)
  const names = [...rows, ...schemas].map(({ name }) => name)
  if (names.length === 0) return null
  const shown = names.slice(0, 3).join(', ')
  return `This login can also change data (${shown}${names.length > 3 ? ' and more' : ''}). Nothing is ever written, but one that can only SELECT is safer.`
}

const own = `nspname not in ('pg_catalog', 'information_schema') and nspname not like 'pg\\_%'`

const writableTables = `
  select pg_catalog.format('%I.%I', n.nspname, c.relname) as name
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'f') and ${own} and pg_catalog.has_schema_privilege(n.oid, 'USAGE')
  and (pg_catalog.has_any_column_privilege(c.oid, 'INSERT, UPDATE') or pg_catalog.has_table_privilege(c.oid, 'DELETE, TRUNCATE'))
  order by 1 limit 4`

const writableSchemas = `
  select 'schema ' || pg_catalog.quote_ident(nspname) as name from pg_catalog.pg_namespace
  where ${own} and pg_catalog.has_schema_privilege(oid, 'CREATE') order by 1 limit 4`
