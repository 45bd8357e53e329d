import { constants, DatabaseSync } from 'node:sqlite'
import { collectRows } from '../collect-rows.ts'
import type { SourceTable } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { conditionOf, isInScope, isWholeSource, viewOf } from '../table-scope.ts'
import { checkOneStatement } from './check-one-statement.ts'
import type { FilesJob, FilesOutcome } from './files-job.ts'

/** Functions that reach beyond the database, or tell of it. */
const refusedFunctions = new Set([
  'load_extension',
  'readfile',
  'writefile',
  'edit',
  'fts3_tokenizer',
  'sqlite_compileoption_get',
  'zeroblob',
])

/**
 * Asks an SQLite file: opened to be read only, and every table, column and function that a statement touches is looked at by SQLite's own
 * authorizer before it runs. Tables with hidden columns or rows are views that stand in front of them.
 */
export function askSqlite(job: FilesJob, path: string): FilesOutcome {
  const database = new DatabaseSync(path, { readOnly: true, allowExtension: false, enableForeignKeyConstraints: false })
  database.exec('pragma trusted_schema = off; pragma cell_size_check = on')
  const tables = readTables(database)
  if (job.kind === 'schema') return { schema: { tables } }
  const { text, values, limits } = job
  checkOneStatement(text)
  if (!/^\s*(?:\(|--|\/\*|with\b|select\b|values\b)/i.test(text)) throw new SourceError('refused', 'Only SELECT is allowed here.')
  const views = standInFront(database, job, tables)
  let refusal: string | null = null
  database.setAuthorizer((action, first, second, _schema, through) => {
    const reason = refuses(action, first, second, through)
    refusal ??= reason
    return reason === null ? constants.SQLITE_OK : constants.SQLITE_DENY
  })

  function refuses(action: number, first: string | null, second: string | null, through: string | null) {
    if (action === constants.SQLITE_SELECT || action === constants.SQLITE_RECURSIVE) return null
    if (action === constants.SQLITE_FUNCTION)
      return second && refusedFunctions.has(second.toLowerCase()) ? `The function ${second} is not allowed here.` : null
    if (action !== constants.SQLITE_READ) return 'Only SELECT is allowed here.'
    const table = first ?? ''
    if (views.has(table)) return null
    if (job.kind === 'query' && job.scope && !isWholeSource(job.scope) && !isInScope(job.scope, table) && !(through && views.has(through)))
      return `"${table}" is not one of the tables that may be asked about.`
    return /^sqlite_/i.test(table) ? `"${table}" belongs to the database itself.` : null
  }

  try {
    const statement = database.prepare(text)
    statement.setReadBigInts(true)
    statement.setReturnArrays(true)
    const collector = collectRows(
      statement.columns().map(({ name }) => name),
      limits,
    )
    for (const row of statement.iterate(...values.map(toSqlite)) as Iterable<unknown>)
      if (!collector.add((row as unknown[]).map(toJson))) break
    return { answer: collector.answer() }
  } catch (error) {
    if (refusal) throw new SourceError('refused', refusal)
    throw error
  }
}

/** Puts views in front of the tables of which not everything may be seen. */
function standInFront(database: DatabaseSync, job: Extract<FilesJob, { kind: 'query' }>, tables: readonly SourceTable[]) {
  const views = new Set<string>()
  const { scope } = job
  if (!scope || isWholeSource(scope)) return views
  for (const { name, columns } of tables) {
    if (!isInScope(scope, name) || !mentions(job.text, name)) continue
    const view = viewOf(scope, { name, columns: columns.map(column => column.name) })
    const condition = conditionOf(view, quote, literal)
    const shown = view.columns?.map(quote).join(', ') ?? '*'
    // A limit keeps conditions of the question from being tried on rows that it must not see.
    database.exec(
      `create temp view ${quote(name)} as select ${shown} from main.${quote(name)}${condition && ` where ${condition} limit -1 offset 0`}`,
    )
    views.add(name)
  }
  return views
}

const mentions = (text: string, name: string) => text.toLowerCase().includes(name.toLowerCase())

function readTables(database: DatabaseSync): SourceTable[] {
  const names = database
    .prepare("select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\'")
    .all()
  return names.slice(0, 500).map(({ name }) => {
    const table = String(name)
    const columns = database.prepare('select name, type, "notnull" as required, pk from pragma_table_info(?)').all(table)
    const keys = database.prepare('select "table" as other, "from" as own, "to" as theirs from pragma_foreign_key_list(?)').all(table)
    return {
      name: table,
      comment: null,
      columns: columns.map(column => ({
        name: String(column.name),
        type: String(column.type),
        nullable: column.required === 0,
        comment: null,
      })),
      primaryKey: columns.filter(({ pk }) => Number(pk) > 0).map(column => String(column.name)),
      references: keys.map(({ other, own, theirs }) => ({ columns: [String(own)], table: String(other), tableColumns: [String(theirs)] })),
    }
  })
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Values that we bind ourselves, as a view takes no parameters. */
const literal = (value: string | number | boolean | null) =>
  value === null ? 'null' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(Number(value))

const toSqlite = (value: string | number | boolean | null) => (typeof value === 'boolean' ? Number(value) : value)

function toJson(value: unknown) {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  return value instanceof Uint8Array ? `0x${Buffer.from(value).toString('hex')}` : value
}
