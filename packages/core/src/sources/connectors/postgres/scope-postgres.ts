import type { SourceScope, SourceTable, SourceValue } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { conditionOf, isInScope, isWholeSource, refuseTable, viewOf } from '../table-scope.ts'
import { type ParsedQuery, parseQuery, type TableUse } from './parse-query.ts'

export interface ScopedQuery {
  readonly text: string
  readonly values: readonly SourceValue[]
}

/**
 * The same question, to which nothing outside its scope exists: every table it names is one of our WITH clause, which holds the columns and rows
 * it may see. Names of its own WITH clauses are taken there as well, so that none of them can fall through to a table. Throws SourceError.
 */
export async function scopePostgres(
  query: ParsedQuery,
  scope: SourceScope | undefined,
  tables: readonly SourceTable[],
  firstValue: number,
): Promise<ScopedQuery> {
  if (!scope || isWholeSource(scope) || query.tables.length === 0) return { text: query.text, values: [] }
  const known = new Map(tables.map(table => [table.name, table]))
  const values: SourceValue[] = []
  const clauses = new Map<string, string>()
  for (const use of query.tables) {
    const name = nameOf(use)
    if (use.schema === null && query.commonTables.has(name) && !known.has(name)) clauses.set(name, 'select 1 where false')
    else if (!clauses.has(name)) clauses.set(name, clauseFor(name))
  }
  for (const name of query.commonTables)
    if (!clauses.has(name)) clauses.set(name, known.has(name) && isInScope(scope, name) ? clauseFor(name) : 'select 1 where false')

  function clauseFor(name: string) {
    const table = known.get(name)
    if (!table || !scope || !isInScope(scope, name)) return refuseTable(name, scope ?? { tables: [], hidden: [], filters: [] })
    const view = viewOf(scope, { name, columns: table.columns.map(column => column.name) })
    const condition = conditionOf(view, quote, value => `$${firstValue + values.push(value) - 1}`)
    const columns = view.columns?.map(quote).join(', ') ?? '*'
    return `select ${columns} from ${qualified(name)}${condition && ` where ${condition}`}`
  }

  // Materialised, as a condition of the question could otherwise be tried on rows that it must not see, and tell of them by failing.
  const prefix = [...clauses].map(([name, clause]) => `${quote(name)} as materialized (${clause})`).join(', ')
  const text = `with ${prefix} select * from (\n${withOwnNames(query)}\n) as "answer"`
  await proveScoped(text, clauses)
  return { text, values }
}

/** The rewritten question is read once more: all it names is our own. */
async function proveScoped(text: string, clauses: ReadonlyMap<string, string>) {
  const { tables } = await parseQuery(text)
  const ours = [...clauses.values()].filter(clause => clause.includes(' from ')).length
  const qualifiedUses = tables.filter(({ schema }) => schema !== null)
  const strangers = tables.filter(({ schema, name }) => schema === null && !clauses.has(name))
  if (qualifiedUses.length !== ours || strangers.length > 0)
    throw new SourceError('refused', 'The query names tables in a way that cannot be followed. Write it more simply.')
}

/** The text with `sales.orders` written as the one name that our clause has. */
function withOwnNames({ text, tables }: ParsedQuery) {
  let bytes = Buffer.from(text)
  for (const use of tables.filter(({ schema }) => schema !== null).toSorted((a, b) => b.location - a.location)) {
    const found = /^(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)\s*\.\s*(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)/u.exec(
      bytes.subarray(use.location).toString(),
    )
    if (!found) throw new SourceError('refused', 'The query names tables in a way that cannot be followed. Write it more simply.')
    const own = Buffer.from(use.alias ? quote(nameOf(use)) : `${quote(nameOf(use))} as ${quote(use.name)}`)
    bytes = Buffer.concat([bytes.subarray(0, use.location), own, bytes.subarray(use.location + Buffer.byteLength(found[0]))])
  }
  return bytes.toString()
}

/** As the schema names it. */
const nameOf = ({ schema, name }: TableUse) => (schema === null || schema === 'public' ? name : `${schema}.${name}`)

const qualified = (name: string) => {
  const [table = '', schema = 'public'] = name.split('.').toReversed()
  return `${quote(schema)}.${quote(table)}`
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
