import { z } from 'zod'
import type { Connector, SqlDialect } from '../connector.ts'
import { SourceError } from '../source-error.ts'
import { runFilesChild } from './run-files-child.ts'
import { tableFormat } from './table-format.ts'

const filesSettings = z.strictObject({
  type: z.literal('files'),
  files: z.array(z.strictObject({ path: z.string(), name: z.string() })).min(1),
})

/** Where uploaded files lie; made by us, never taken from a request. */
export type FilesSettings = z.output<typeof filesSettings>

const maxLength = 20_000
const lookAroundMs = 15_000

export const filesDialect: SqlDialect = {
  placeholder: '?',
  backslashes: false,
  everything: table => `select * from "${table.replaceAll('"', '""')}"`,
}

/**
 * Uploaded tables, asked with SQL in a process of its own: CSV, JSON, Parquet and Excel in DuckDB, or an SQLite database as it is. Not in the list
 * of engines, as nobody connects it: it comes with an upload.
 */
export const filesConnector: Connector = {
  engine: 'files',
  category: 'database',
  settings: filesSettings,
  async test(settings, reach) {
    await runFilesChild({ kind: 'schema', ...asFiles(settings), maxMs: lookAroundMs }, reach.signal)
    return { warnings: [], writable: false }
  },
  async query(settings, reach, { text, values = [], scope, limits }) {
    checkLength(text)
    const { answer } = await runFilesChild(
      { kind: 'query', ...asFiles(settings), text, values, scope: scope ?? null, limits, maxMs: limits.maxMs },
      reach.signal,
    )
    if (!answer) throw new SourceError('failed', 'The files could not be read.')
    return answer
  },
  async schema(settings, reach) {
    const { schema } = await runFilesChild({ kind: 'schema', ...asFiles(settings), maxMs: lookAroundMs }, reach.signal)
    if (!schema) throw new SourceError('failed', 'The files could not be read.')
    return schema
  },
  check: checkLength,
  sql: filesDialect,
}

/** Whether a file can be asked with SQL. */
export const isTabular = async (path: string, name: string) => (await tableFormat(path, name)) !== null

const asFiles = (settings: unknown) => ({ files: (settings as FilesSettings).files })

function checkLength(text: string) {
  if (text.length > maxLength) throw new SourceError('refused', `The query is longer than ${maxLength} characters. Shorten it.`)
  if (text.includes('\0')) throw new SourceError('refused', 'The query holds a character that no query can hold (U+0000).')
}
