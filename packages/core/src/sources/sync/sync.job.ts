import { createHash } from 'node:crypto'
import type { Services } from '../../context.ts'
import { newId } from '../../db/ids.ts'
import { inCompany } from '../../db/in-company.ts'
import { AppError } from '../../errors.ts'
import { recordEvent } from '../../events/record-event.ts'
import type { JobPayloads } from '../../jobs/jobs.ts'
import { forgetDocuments, indexDocuments, settleIndex } from '../../retrieval/indexing/index-documents.ts'
import { planEmbedding } from '../../retrieval/vectors/embed-chunks.job.ts'
import { accessOf } from '../asking/source-access.ts'
import { loadSource, openSource, type SourceRow } from '../asking/source-desk.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { ParsedDocument } from '../document.ts'
import { deleteDocument, findDocumentByName, holdSource, listDocumentNames, updateSource, upsertDocument } from '../sources.store.ts'
import { splitDocument } from '../split/split-document.ts'
import { isCopied } from './begin-sync.ts'
import { copyDatabase } from './copy-database.ts'
import { copyWebsite } from './copy-website.ts'
import { scheduleSync } from './schedule-sync.ts'

export type SyncNeeds = Pick<Services, 'pool' | 'files' | 'jobs' | 'embedder' | 'log' | 'now' | 'keys' | 'egress' | 'sourceDesk'>

/** What a reading of a source found, one after the other. */
export type Copied =
  | { readonly kind: 'document'; readonly document: ParsedDocument }
  /** It is there, but could not be read this time; what is known of it stays. */
  | { readonly kind: 'kept'; readonly key: string; readonly reason: string }

/**
 * Reads a website, or a copy of a database, from end to end: what is new or changed is indexed, what is gone is forgotten, what stands is not
 * touched. When the source cannot be read, everything stays as it was and its status says why.
 */
export async function syncSourceNow(needs: SyncNeeds, payload: JobPayloads['sources.sync'], signal: AbortSignal) {
  const { company_id, connection_id } = payload
  const source = await loadSource(needs, company_id, connection_id)
  if (!source || !isCopied(source)) return
  if (payload.due !== undefined && payload.due !== source.sync_due_at?.toISOString()) return
  const seen = new Set<string>()
  const kept: string[] = []
  try {
    const reachable = await openSource(needs, source)
    const found = reachable.connector.category === 'website' ? copyWebsite(needs, reachable, signal) : copyDatabase(needs, source, signal)
    for await (const copied of found) {
      const key = copied.kind === 'document' ? copied.document.key : copied.key
      seen.add(key)
      if (copied.kind === 'document') await take(needs, source, copied.document)
      else kept.push(copied.reason)
    }
  } catch (error) {
    if (!(error instanceof SourceError || error instanceof AppError)) throw error
    return settle(needs, source, { error: error.message })
  }
  const forgotten = await forgetOthers(needs, source, seen)
  needs.log.info({ connection_id, documents: seen.size, forgotten }, 'a source was read again')
  await settle(needs, source, { documents: seen.size, note: kept[0] ?? null })
}

/** Indexes a document unless it is the same as before. */
async function take({ pool }: SyncNeeds, { company_id, connection_id }: SourceRow, document: ParsedDocument) {
  const chunks = splitDocument(document)
  const hash = createHash('sha256').update(JSON.stringify(chunks)).digest('hex')
  await inCompany(pool, company_id, async db => {
    if (!(await holdSource(db, company_id, connection_id))) return
    const earlier = await findDocumentByName(db, company_id, connection_id, document.key)
    if (earlier?.status === 'indexed' && earlier.content_hash === hash) return
    const row = await upsertDocument(db, {
      company_id,
      document_id: newId('doc'),
      connection_id,
      name: document.key,
      status: 'indexed',
      status_message: null,
      size: chunks.reduce((sum, chunk) => sum + chunk.body.length, 0),
      file_key: null,
      chunk_count: chunks.length,
      content_hash: hash,
      url: document.url,
    })
    await indexDocuments(db, company_id, connection_id, [{ documentId: row.document_id, chunks }])
  })
}

async function forgetOthers({ pool }: SyncNeeds, { company_id, connection_id }: SourceRow, seen: ReadonlySet<string>) {
  const gone = (await inCompany(pool, company_id, db => listDocumentNames(db, company_id, connection_id))).filter(
    ({ name }) => !seen.has(name),
  )
  for (const { document_id } of gone) {
    await inCompany(pool, company_id, async db => {
      if (!(await holdSource(db, company_id, connection_id))) return
      await forgetDocuments(db, company_id, connection_id, [document_id])
      await deleteDocument(db, company_id, document_id)
    })
  }
  return gone.length
}

async function settle(
  { pool, jobs, embedder, now }: SyncNeeds,
  { company_id, connection_id, access }: SourceRow,
  outcome: { readonly error: string } | { readonly documents: number; readonly note: string | null },
) {
  const at = new Date(now())
  const failed = 'error' in outcome
  const status_message = failed ? outcome.error : outcome.note
  const health = JSON.stringify({ healthy: !failed, checked_at: at.toISOString(), latency_ms: null, message: status_message })
  await inCompany(pool, company_id, async db => {
    await updateSource(db, company_id, connection_id, {
      status: failed ? 'error' : 'connected',
      status_message,
      updated_at: at,
      checked_at: at,
      health,
      ...(failed ? {} : { synced_at: at }),
    })
    await settleIndex(db, company_id)
    await planEmbedding({ jobs, embedder }, db, { company_id, connection_id })
    await scheduleSync({ jobs, now }, db, { company_id, connection_id, minutes: accessOf(access).sync_minutes })
    if (failed) await recordEvent(db, company_id, 'data_source.failed', { connection_id, status_message })
    else await recordEvent(db, company_id, 'data_source.synced', { connection_id, status_message, documents: outcome.documents })
  })
}
