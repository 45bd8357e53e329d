import type { Connection } from 'mysql2'
import type { SourceColumn, SourceSchema, SourceTable } from '../connector.ts'
import { ask } from './begin-reading.ts'

/** The tables and views of the connected database that the login may read. */
export async function readMysqlSchema(connection: Connection): Promise<SourceSchema> {
  const tables = new Map<string, SourceTable & { columns: SourceColumn[] }>()
  for (const row of await ask(connection, columns)) {
    const name = String(row.table_name)
    const table = tables.get(name) ?? { name, comment: orNull(row.table_comment), columns: [] }
    table.columns.push({
      name: String(row.column_name),
      type: String(row.column_type),
      nullable: row.nullable === 'YES',
      comment: orNull(row.column_comment),
    })
    tables.set(name, table)
  }
  return { tables: [...tables.values()] }
}

const orNull = (text: unknown) => (typeof text === 'string' && text !== '' ? text : null)

const columns = `
  select c.table_name as table_name, t.table_comment as table_comment, c.column_name as column_name, c.column_type as column_type,
    c.is_nullable as nullable, c.column_comment as column_comment
  from information_schema.columns c
  join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
  where c.table_schema = database() and c.privileges like '%select%'
  order by c.table_name, c.ordinal_position limit 5000`
