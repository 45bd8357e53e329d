import { type DuckDBConnection, DuckDBInstance, type DuckDBValue, StatementType } from '@duckdb/node-api'
import { collectRows } from '../collect-rows.ts'
import type { SourceTable } from '../connector.ts'
import { exactNumber } from '../exact-number.ts'
import { SourceError } from '../source-error.ts'
import { conditionOf, isInScope, viewOf } from '../table-scope.ts'
import { checkOneStatement } from './check-one-statement.ts'
import type { FilesJob, FilesOutcome } from './files-job.ts'
import type { TableFormat } from './table-format.ts'
import { tableName } from './table-names.ts'
import { writeSheets } from './write-sheets.ts'

interface TableFile {
  readonly path: string
  readonly name: string
  readonly format: TableFormat | null
}

/**
 * Asks CSV, JSON, Parquet and Excel files in a database in memory. They are loaded first, only what the scope shows of them; then the database
 * loses all access to files and network for good; only then it reads the question, which must be one SELECT.
 */
export async function askDuckdb(job: FilesJob, files: readonly TableFile[], folder: string): Promise<FilesOutcome> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '300MB', threads: '2', temp_directory: folder })
  const connection = await instance.connect()
  const tables: SourceTable[] = []
  const taken = new Set<string>()
  for (const { path, reader, title } of await readersOf(files, folder)) {
    const name = tableName(title, taken)
    taken.add(name)
    const source = `${reader}(${literal(path)}${reader === 'read_csv' ? ', sample_size = 20000' : ''})`
    const columns = await describe(connection, source)
    tables.push({ name, comment: null, columns, primaryKey: [], references: [] })
    if (job.kind === 'query') await load(connection, job, name, source, columns)
  }
  if (job.kind === 'schema') return { schema: { tables } }
  await connection.run('set enable_external_access = false')
  await connection.run('set lock_configuration = true')
  return { answer: await ask(connection, job) }
}

async function load(
  connection: DuckDBConnection,
  { text, scope }: Extract<FilesJob, { kind: 'query' }>,
  name: string,
  source: string,
  columns: SourceTable['columns'],
) {
  if (!text.toLowerCase().includes(name) || (scope && !isInScope(scope, name))) return
  const view = scope && viewOf(scope, { name, columns: columns.map(column => column.name) })
  const condition = view ? conditionOf(view, quote, literal) : ''
  const shown = view?.columns?.map(quote).join(', ') ?? '*'
  await connection.run(`create table ${quote(name)} as select ${shown} from ${source}${condition && ` where ${condition}`}`)
}

async function ask(connection: DuckDBConnection, { text, values, limits }: Extract<FilesJob, { kind: 'query' }>) {
  checkOneStatement(text)
  const statements = await connection.extractStatements(text)
  if (statements.count !== 1) throw new SourceError('refused', 'Send one statement, without others after it.')
  const prepared = await statements.prepare(0)
  if (prepared.statementType !== StatementType.SELECT) throw new SourceError('refused', 'Only SELECT is allowed here.')
  prepared.bind([...values])
  const result = await prepared.stream()
  const collector = collectRows(result.columnNames(), limits)
  const types = result.columnTypes().map(String)
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) break
    const wanted = chunk.getRows().every(row => collector.add(row.map((value, index) => toJson(value, types[index] ?? ''))))
    if (!wanted) break
  }
  return collector.answer()
}

async function describe(connection: DuckDBConnection, source: string): Promise<SourceTable['columns']> {
  const rows = (await connection.runAndReadAll(`describe select * from ${source}`)).getRows()
  return rows.map(([name, type]) => ({ name: String(name), type: String(type), nullable: true, comment: null }))
}

/** How each file is read; a workbook is written out sheet by sheet first. */
async function readersOf(files: readonly TableFile[], folder: string) {
  const readers: { path: string; reader: string; title: string }[] = []
  for (const { path, name, format } of files) {
    if (format === 'xlsx') {
      for (const sheet of await writeSheets(path, name, folder)) readers.push({ path: sheet.path, reader: 'read_csv', title: sheet.title })
    } else if (format === 'csv' || format === 'json' || format === 'parquet') {
      readers.push({ path, title: name, reader: { csv: 'read_csv', json: 'read_json_auto', parquet: 'read_parquet' }[format] })
    }
  }
  return readers
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (value: string | number | boolean | null) =>
  value === null ? 'null' : typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)

/** Values as JSON holds them; what has no like there is text. */
function toJson(value: DuckDBValue, type: string): unknown {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  const text = String(value)
  return typeof value === 'bigint' || type.startsWith('DECIMAL') ? exactNumber(text) : text
}
