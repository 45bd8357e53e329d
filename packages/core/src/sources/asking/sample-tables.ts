import type { Services } from '../../context.ts'
import { connectorOf } from '../choose-connector.ts'
import type { SourceAnswer, SourceTable } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import { accessOf, scopeFor } from './source-access.ts'
import type { SourceRow } from './source-desk.ts'

const sampledTables = 20
const limits = { maxRows: 3, maxBytes: 20_000, maxMs: 5000 }

/** Some rows of the first tables; a table that cannot be read has none. */
export async function sampleTables(
  { sourceDesk }: Pick<Services, 'sourceDesk'>,
  source: SourceRow,
  tables: readonly SourceTable[],
  signal: AbortSignal,
) {
  const { sql } = connectorOf(source)
  const samples = new Map<string, SourceAnswer['rows']>()
  if (!sql) return samples
  const scope = scopeFor(accessOf(source.access), { kind: 'company', claims: {}, outlet: null })
  for (const { name } of tables.slice(0, sampledTables)) {
    try {
      samples.set(name, (await sourceDesk.ask(source, { text: sql.everything(name), scope, limits }, signal)).rows)
    } catch (error) {
      if (!(error instanceof SourceError)) throw error
    }
  }
  return samples
}
