import { constants, DatabaseSync } from 'node:sqlite'
import { collectRows } from '../collect-rows.ts'
import type { SourceScope, SourceTable } from '../connector.ts'
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
 * Asks an SQLite file: opened to be read only, and every action of a statement is looked at by SQLite's own authorizer before it runs. Where only a
 * part may be seen, that part is copied into a database in memory, and the file is let go of before the question is read.
 */
export function askSqlite(job: FilesJob, path: string): FilesOutcome {
  const file = new DatabaseSync(path, { readOnly: true, allowExtension: false, enableForeignKeyConstraints: false })
  file.exec('pragma trusted_schema = off; pragma cell_size_check = on')
  const tables = readTables(file)
  if (job.kind === 'schema') return { schema: { tables } }
  const { text, values, limits, scope } = job
  checkOneStatement(text)
  const database = scope && !isWholeSource(scope) ? copyScope(path, text, scope, tables) : file
  let refusal: string | null = null
  database.setAuthorizer((action, first, second) => {
    const reason = refuses(action, first ?? '', second ?? '')
    refusal ??= reason
    return reason === null ? constants.SQLITE_OK : constants.SQLITE_DENY
  })
  try {
    const statement = database.prepare(text)
    statement.setReadBigInts(true)
    statement.setReturnArrays(true)
    const names = statement.columns().map(({ name }) => name)
    const collector = collectRows(names, limits)
    for (const row of statement.iterate(...values.map(toSqlite)) as Iterable<unknown>)
      if (!collector.add((row as unknown[]).map(toJson))) break
    return { answer: collector.answer() }
  } catch (error) {
    if (refusal) throw new SourceError('refused', refusal)
    throw error
  }
}

/** Why an action is not allowed; null for what only reads. */
function refuses(action: number, first: string, second: string) {
  if (action === constants.SQLITE_SELECT || action === constants.SQLITE_RECURSIVE) return null
  if (action === constants.SQLITE_FUNCTION)
    return refusedFunctions.has(second.toLowerCase()) ? `The function ${second} is not allowed here.` : null
  if (action !== constants.SQLITE_READ) return 'Only SELECT is allowed here.'
  return /^sqlite_/i.test(first) ? `"${first}" belongs to the database itself.` : null
}

/** A database in memory with what the scope shows of the tables that a question mentions, and nothing else. */
function copyScope(path: string, text: string, scope: SourceScope, tables: readonly SourceTable[]) {
  const database = new DatabaseSync(':memory:', { allowExtension: false })
  database.exec(`attach ${literal(path)} as file`)
  for (const { name, columns } of tables) {
    if (!isInScope(scope, name) || !text.toLowerCase().includes(name.toLowerCase())) continue
    const view = viewOf(scope, { name, columns: columns.map(column => column.name) })
    const condition = conditionOf(view, quote, literal)
    const shown = view.columns?.map(quote).join(', ') ?? '*'
    database.exec(`create table main.${quote(name)} as select ${shown} from file.${quote(name)}${condition && ` where ${condition}`}`)
  }
  database.exec('detach file')
  return database
}

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

/** Values that we write ourselves, as these statements take no parameters. */
const literal = (value: string | number | boolean | null) =>
  value === null ? 'null' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(Number(value))

const toSqlite = (value: string | number | boolean | null) => (typeof value === 'boolean' ? Number(value) : value)

function toJson(value: unknown) {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  return value instanceof Uint8Array ? `0x${Buffer.from(value).toString('hex')}` : value
}
