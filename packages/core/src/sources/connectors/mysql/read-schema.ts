import type { Connection } from 'mysql2'
import type { SourceColumn, SourceReference, SourceSchema, SourceTable } from '../connector.ts'
import { ask } from './begin-reading.ts'

/** The tables and views of the connected database that the login may read. */
export async function readMysqlSchema(connection: Connection): Promise<SourceSchema> {
  const tables = new Map<string, SourceTable & { columns: SourceColumn[] }>()
  for (const row of await ask(connection, columns)) {
    const name = String(row.table_name)
    const table = tables.get(name) ?? { name, comment: orNull(row.table_comment), columns: [], primaryKey: [], references: [] }
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

/** The same with the keys of the tables. */
export async function readMysqlKeys(connection: Connection): Promise<SourceSchema> {
  const { tables } = await readMysqlSchema(connection)
  const rows = await ask(connection, keys)
  return {
    tables: tables.map(table => {
      const own = rows.filter(row => row.table_name === table.name)
      const foreign = Map.groupBy(
        own.filter(row => row.other_table !== null),
        row => String(row.constraint_name),
      )
      return {
        ...table,
        primaryKey: own.filter(row => row.constraint_name === 'PRIMARY').map(row => String(row.column_name)),
        references: [...foreign.values()].map(
          (parts): SourceReference => ({
            columns: parts.map(row => String(row.column_name)),
            table: String(parts[0]?.other_table),
            tableColumns: parts.map(row => String(row.other_column)),
          }),
        ),
      }
    }),
  }
}

const orNull = (text: unknown) => (typeof text === 'string' && text !== '' ? text : null)

const columns = `
  select c.table_name as table_name, t.table_comment as table_comment, c.column_name as column_name, c.column_type as column_type,
    c.is_nullable as nullable, c.column_comment as column_comment
  from information_schema.columns c
  join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
  where c.table_schema = database() and c.privileges like '%select%'
  order by c.table_name, c.ordinal_position limit 5000`

const keys = `
  select table_name as table_name, constraint_name as constraint_name, column_name as column_name,
    referenced_table_name as other_table, referenced_column_name as other_column
  from information_schema.key_column_usage
  where table_schema = database() order by table_name, constraint_name, ordinal_position limit 5000`
