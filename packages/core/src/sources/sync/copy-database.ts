import { accessOf, scopeFor } from '../asking/source-access.ts'
import type { SourceRow } from '../asking/source-desk.ts'
import { dialectOf } from '../choose-connector.ts'
import type { Copied, SyncNeeds } from './sync.job.ts'

const mostTables = 100
const limits = { maxRows: 5000, maxBytes: 10_000_000, maxMs: 30_000 }

/** The tables that may be read, each as one document. Throws SourceError when the source does not answer. */
export async function* copyDatabase({ sourceDesk }: SyncNeeds, source: SourceRow, signal: AbortSignal): AsyncGenerator<Copied> {
  const dialect = dialectOf(source)
  const { tables } = await sourceDesk.schema(source, signal, true)
  const scope = scopeFor(accessOf(source.access), { kind: 'company', claims: {}, outlet: null })
  for (const { name, comment } of tables.slice(0, mostTables)) {
    const { columns, rows } = await sourceDesk.ask(source, { text: dialect.everything(name), scope, limits }, signal)
    // In an order of their own, so that the same rows make the same document.
    const lines = rows.map(row => columns.map(column => toText(row[column]))).toSorted((a, b) => (a.join('\0') < b.join('\0') ? -1 : 1))
    yield {
      kind: 'document',
      document: {
        key: name,
        title: comment ?? name,
        mediaType: 'application/sql',
        language: null,
        url: null,
        blocks: lines.length === 0 ? [] : [{ kind: 'table', caption: name, header: [...columns], rows: lines }],
      },
    }
  }
}

function toText(value: unknown) {
  if (value === null || value === undefined) return ''
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, 2000).toWellFormed()
}
