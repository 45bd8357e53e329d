import type { Connection } from 'mysql2'
import type { SourceScope, SourceValue } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { conditionOf, isInScope, isWholeSource, refuseTable, type ScopedTable, viewOf } from '../table-scope.ts'
import { ask } from './begin-reading.ts'
import { foldedName } from './folded-name.ts'
import type { Token } from './tokenize-mysql.ts'

interface TokenizedQuery {
  readonly text: string
  readonly tokens: readonly Token[]
}

/**
 * The same question, to which nothing outside its scope exists: every table of the database that it names is one of our WITH clause, which holds
 * the columns and rows it may see. A word that could name another table, or another database in front of one, is refused wherever it stands.
 * Throws SourceError.
 */
export async function scopeMysql(
  connection: Connection,
  { text, tokens }: TokenizedQuery,
  scope: SourceScope | undefined,
  database: string,
): Promise<{ text: string; values: SourceValue[] }> {
  if (!scope || isWholeSource(scope)) return { text, values: [] }
  const [databases, tables] = [await readDatabases(connection), await readTables(connection)]
  const used = new Map<string, ScopedTable>()
  tokens.forEach((token, index) => {
    if (token.kind !== 'word' && token.kind !== 'quoted-name') return
    const [before, after] = [tokens[index - 1], tokens[index + 1]]
    const name = foldedName(token.text)
    if (isMark(after, '.') && databases.has(name))
      throw new SourceError('refused', `Write names of tables without "${token.text}." in front, and no alias of that name.`)
    if (isMark(before, '.') || isMark(after, '(')) return
    for (const table of tables.get(name) ?? []) {
      if (!isInScope(scope, table.name)) refuseTable(token.text, scope)
      used.set(table.name, table)
    }
  })
  const values: SourceValue[] = []
  const clauses = [...used.values()].map(table => {
    const view = viewOf(scope, table)
    const condition = conditionOf(view, quote, value => {
      values.push(value)
      return '?'
    })
    // With a limit the server neither merges the clause nor pushes conditions into it, which could tell of hidden rows by failing on them.
    const rows = condition && ` where ${condition} limit 18446744073709551615`
    return `${quote(table.name)} as (select ${view.columns?.map(quote).join(', ') ?? '*'} from ${quote(database)}.${quote(table.name)}${rows})`
  })
  return { text: clauses.length > 0 ? withClauses({ text, tokens }, clauses) : text, values }
}

/** Puts our clauses before those of the question. */
function withClauses({ text, tokens }: TokenizedQuery, clauses: readonly string[]) {
  const [first, second] = tokens
  if (first?.kind !== 'word' || first.text !== 'with') return `with ${clauses.join(', ')} ${text}`
  const recursive = second?.kind === 'word' && second.text === 'recursive'
  const rest = text.slice(recursive ? (second?.at ?? 0) + 'recursive'.length : first.at + 'with'.length)
  return `with ${recursive ? 'recursive ' : ''}${clauses.join(', ')}, ${rest}`
}

/** All that the login may see, by their names as they may be compared. */
async function readDatabases(connection: Connection) {
  const rows = await ask(connection, 'select schema_name as name from information_schema.schemata')
  return new Set([...rows.map(row => foldedName(String(row.name))), 'mysql', 'information_schema', 'performance_schema', 'sys'])
}

async function readTables(connection: Connection) {
  const rows = await ask(
    connection,
    `select t.table_name as name, c.column_name as column_name from information_schema.tables t
     left join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
     where t.table_schema = database() order by t.table_name, c.ordinal_position limit 20000`,
  )
  if (rows.length === 20_000) throw new SourceError('failed', 'The database has too many tables to be read in part. Connect a smaller one.')
  const byName = Map.groupBy(rows, row => String(row.name))
  const tables = [...byName].map(
    ([name, columns]): ScopedTable => ({
      name,
      columns: columns.flatMap(({ column_name }) => (column_name === null ? [] : [String(column_name)])),
    }),
  )
  return Map.groupBy(tables, ({ name }) => foldedName(name))
}

const isMark = (token: Token | undefined, text: string) => token?.kind === 'mark' && token.text === text

const quote = (name: string) => `\`${name.replaceAll('`', '``')}\``
