import type { SourceScope, SourceValue } from './connector.ts'
import { SourceError } from './source-error.ts'

/** A table as far as its scope depends on it. */
export interface ScopedTable {
  readonly name: string
  readonly columns: readonly string[]
}

/** What may be seen of one table. */
export interface TableView {
  /** Null for all of them. */
  readonly columns: readonly string[] | null
  readonly filters: readonly { readonly column: string; readonly values: readonly SourceValue[] }[]
}

export const isWholeSource = (scope: SourceScope | undefined) =>
  !scope || (scope.tables === null && scope.hidden.length === 0 && scope.filters.length === 0)

export const isInScope = ({ tables }: SourceScope, table: string) => tables === null || tables.includes(table)

/** What a question may see of a table within the scope. Throws SourceError when there is nothing, or nobody to whom rows could belong. */
export function viewOf(scope: SourceScope, { name, columns }: ScopedTable): TableView {
  const hidden = hiddenColumns(scope.hidden, name)
  const shown = columns.filter(column => !hidden.has(column.toLowerCase()))
  if (shown.length === 0) throw new SourceError('refused', `No column of "${name}" may be read.`)
  const filters = scope.filters.filter(filter => (filter.table === null ? columns.includes(filter.column) : filter.table === name))
  return {
    columns: shown.length === columns.length ? null : shown,
    filters: filters.map(({ column, values }) => {
      if (values === null) throw new SourceError('refused', `"${name}" is shown only to those it belongs to, and nobody is signed in.`)
      return { column, values }
    }),
  }
}

/** The filters as a condition, whose values `bind` takes and names. Empty when there is none. */
export function conditionOf({ filters }: TableView, quote: (name: string) => string, bind: (value: SourceValue) => string) {
  return filters
    .map(({ column, values }) => (values.length === 0 ? '1 = 0' : `${quote(column)} in (${values.map(bind).join(', ')})`))
    .join(' and ')
}

export function refuseTable(name: string, scope: SourceScope): never {
  const known = scope.tables ? ` Ask about: ${scope.tables.slice(0, 30).join(', ')}.` : ''
  throw new SourceError('refused', `"${name}" is not one of the tables that may be asked about.${known}`)
}

/** The columns of a table that are hidden, in small letters. */
export const hiddenColumns = (entries: readonly string[], table: string) => new Set(entries.flatMap(entry => hiddenColumn(entry, table)))

/** `*.email` and `customers.email` hide a column of `customers`; tables may have a schema in front. */
function hiddenColumn(entry: string, table: string) {
  const at = entry.lastIndexOf('.')
  const [owner, column] = [entry.slice(0, at), entry.slice(at + 1)]
  return owner === '*' || owner.toLowerCase() === table.toLowerCase() ? [column.toLowerCase()] : []
}
