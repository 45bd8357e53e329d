import type { UserContext } from '../../context.ts'
import { newId } from '../../db/ids.ts'
import { inCompany } from '../../db/in-company.ts'
import { AppError } from '../../errors.ts'
import { findExecution } from '../../executions/find-execution.ts'
import { type DatedAnswer, loadSource, type SourceRow } from '../asking/source-desk.ts'
import type { SourceQuestion } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { ReadRow } from '../sources.tables.ts'
import { insertRead, listReads } from './receipts.store.ts'
import { toReadRows } from './to-read-rows.ts'

type Needs = Pick<UserContext, 'pool' | 'principal' | 'sourceDesk' | 'now'>
type Read = Awaited<ReturnType<typeof listReads>>[number]

export interface Receipt extends ReadRow {
  readonly data_source_id: string
  readonly source_name: string
  readonly location: string
  readonly read_at: string
}

export type ReceiptState = 'equal' | 'changed' | 'gone' | 'unreachable'

/** Milliseconds and bytes of a question asked again. */
const limits = { maxBytes: 500_000, maxMs: 10_000 }

/** Keeps what was read for an execution, and gives its receipts. */
export async function keepReceipts(
  { pool, now }: Pick<Needs, 'pool' | 'now'>,
  source: SourceRow,
  {
    executionId,
    location,
    question,
    answer,
    key,
  }: { executionId: string; location: string; question: SourceQuestion; answer: DatedAnswer; key: readonly string[] },
): Promise<Receipt[]> {
  const rows = toReadRows(answer, key)
  const { text, values = [], scope = { tables: null, hidden: [], filters: [] }, limits: asked } = question
  await inCompany(pool, source.company_id, db =>
    insertRead(db, {
      company_id: source.company_id,
      read_id: newId('read', now()),
      execution_id: executionId,
      connection_id: source.connection_id,
      location,
      question: JSON.stringify({ text, values, scope, max_rows: asked.maxRows, key }),
      rows: JSON.stringify(rows),
      read_at: answer.readAt,
    }),
  )
  return rows.map(row => toReceipt(row, { ...source, location, read_at: answer.readAt }))
}

/** Throws NOT_FOUND for an unknown execution. */
export async function listReceipts(context: Pick<Needs, 'pool' | 'principal'>, executionId: string): Promise<Receipt[]> {
  const reads = await readsOf(context, executionId)
  return reads.flatMap(read => read.rows.map(row => toReceipt(row, read)))
}

/** Asks every question of an execution again and compares. Throws NOT_FOUND. */
export async function recheckReceipts(context: Needs, executionId: string, gone: AbortSignal) {
  const checked = []
  for (const read of await readsOf(context, executionId)) checked.push(...(await recheck(context, read, gone)))
  return checked
}

async function recheck(context: Needs, read: Read, gone: AbortSignal) {
  const found = await askAgain(context, read, gone)
  const byKey = found && new Map(found.map(row => [row.row_key, row]))
  return read.rows.map(row => {
    const now = byKey?.get(row.row_key)
    const state: ReceiptState = !byKey ? 'unreachable' : !now ? 'gone' : now.content_hash === row.content_hash ? 'equal' : 'changed'
    return { ...toReceipt(row, read), state, fields_now: state === 'changed' && now ? now.fields : null }
  })
}

/** Null when the source cannot be asked any more. */
async function askAgain(context: Needs, { connection_id, question }: Read, gone: AbortSignal): Promise<ReadRow[] | null> {
  const { text, values, scope, max_rows, key } = question
  const source = await loadSource(context, context.principal.companyId, connection_id)
  if (!source) return null
  try {
    // Never from the cache: what is asked is how it stands now.
    const uncached = { ...source, access: { ...source.access, cache_seconds: 0 } }
    const answer = await context.sourceDesk.ask(uncached, { text, values, scope, limits: { ...limits, maxRows: max_rows } }, gone)
    return toReadRows(answer, key)
  } catch (error) {
    if (error instanceof SourceError || error instanceof AppError) return null
    throw error
  }
}

const readsOf = ({ pool, principal }: Pick<Needs, 'pool' | 'principal'>, executionId: string) =>
  inCompany(pool, principal.companyId, async db => {
    if (!(await findExecution(db, principal.companyId, executionId))) throw new AppError('NOT_FOUND')
    return listReads(db, principal.companyId, executionId)
  })

const toReceipt = (
  row: ReadRow,
  read: { connection_id: string; source_name: string | null; location: string; read_at: Date },
): Receipt => ({
  data_source_id: read.connection_id,
  source_name: read.source_name ?? '',
  location: read.location,
  ...row,
  read_at: read.read_at.toISOString(),
})
