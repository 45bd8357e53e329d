import { text } from 'node:stream/consumers'
import { SourceError } from '../source-error.ts'
import type { FilesJob, FilesOutcome } from './files-job.ts'
import { tableFormat } from './table-format.ts'

// The process that reads tables which strangers made, with questions that a model may have written. It gets a job on its standard input and answers one line.
const job = JSON.parse(await text(process.stdin)) as FilesJob & { folder: string }

async function work(): Promise<FilesOutcome> {
  const formats = await Promise.all(job.files.map(async ({ path, name }) => ({ path, name, format: await tableFormat(path, name) })))
  const database = formats.find(({ format }) => format === 'sqlite')
  if (database) {
    const { askSqlite } = await import('./ask-sqlite.ts')
    return askSqlite(job, database.path)
  }
  const { askDuckdb } = await import('./ask-duckdb.ts')
  return askDuckdb(job, formats, job.folder)
}

const outcome = await work().catch((error: unknown): FilesOutcome => {
  const message = error instanceof Error ? error.message : String(error)
  const readable = message.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 300)
  return { refused: error instanceof SourceError ? readable : `The files cannot be asked this: ${withoutPaths(readable)}` }
})
process.stdout.write(`${JSON.stringify(outcome)}\n`, () => process.exit(0))

/** Where files lie on this machine is nobody's business. */
function withoutPaths(message: string) {
  return job.files.reduce((told, { path, name }) => told.replaceAll(path, name), message).replaceAll(job.folder, '')
}
