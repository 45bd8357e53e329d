import type { SourceAccess } from '@craveva/contract/source-access'
import type { SourceSchema } from '../connectors/connector.ts'
import { hiddenColumns } from '../connectors/table-scope.ts'

/** The tables and columns of a source that may be read at all. */
export function schemaInScope({ tables }: SourceSchema, { tables: allowed, hidden_columns }: SourceAccess): SourceSchema {
  const names = allowed && new Set(allowed)
  return {
    tables: tables
      .filter(({ name }) => !names || names.has(name))
      .map(table => {
        const hidden = hiddenColumns(hidden_columns, table.name)
        return {
          ...table,
          columns: table.columns.filter(({ name }) => !hidden.has(name.toLowerCase())),
          references: table.references.filter(reference => !names || names.has(reference.table)),
        }
      })
      // Operations without parameters have none either.
      .filter(({ name, columns }) => columns.length > 0 || tables.some(table => table.name === name && table.columns.length === 0)),
  }
}
