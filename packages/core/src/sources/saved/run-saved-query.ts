import type { Selectable } from 'kysely'
import type { Services } from '../../context.ts'
import { accessOf, scopeFor, type Viewer } from '../asking/source-access.ts'
import type { DatedAnswer, SourceRow } from '../asking/source-desk.ts'
import { dialectOf } from '../choose-connector.ts'
import type { SourceQuestion } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { SourceTables } from '../sources.tables.ts'
import { nameValues } from './name-values.ts'
import { parameterValues } from './parameter-values.ts'

export type SavedQueryRow = Selectable<SourceTables['saved_queries']>

/** What one query may take. */
export const savedQueryLimits = { maxBytes: 200_000, maxMs: 10_000 }

/** Asks a saved query as a viewer may. Gives the question too, so that it can be asked again. Throws SourceError. */
export async function runSavedQuery(
  { sourceDesk }: Pick<Services, 'sourceDesk'>,
  source: SourceRow,
  saved: SavedQueryRow,
  { given, viewer, signal }: { given: Readonly<Record<string, unknown>>; viewer: Viewer; signal: AbortSignal },
): Promise<{ answer: DatedAnswer; question: SourceQuestion }> {
  if (viewer.kind === 'visitor' && saved.audience !== 'public') throw new SourceError('refused', 'This is not answered to visitors.')
  const values = parameterValues(saved.parameters, given, viewer)
  const { text, names } = nameValues(saved.query, dialectOf(source))
  const question = {
    text,
    values: names.map(name => values.get(name) ?? null),
    scope: scopeFor(accessOf(source.access), viewer, { acrossVisitors: saved.across_visitors }),
    limits: { ...savedQueryLimits, maxRows: saved.max_rows },
  }
  return { answer: await sourceDesk.ask(source, question, signal), question }
}
