import type { Selectable } from 'kysely'
import type { Services } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { forgetDocument, indexDocument } from '../retrieval/indexing/index-document.ts'
import type { ParsedDocument } from './document.ts'
import type { FileFailure } from './parse/file-failure.ts'
import { parseFile } from './parse/parse-file.ts'
import {
  countDocuments,
  deleteDocument,
  findSource,
  listEntriesOf,
  listPendingDocuments,
  updateSource,
  upsertDocument,
} from './sources.store.ts'
import type { SourceTables } from './sources.tables.ts'
import { splitDocument } from './split/split-document.ts'

type Needs = Pick<Services, 'pool' | 'files' | 'log' | 'now'>
type Upload = Selectable<SourceTables['documents']>

interface Place {
  readonly companyId: string
  readonly connectionId: string
}

/**
 * Reads the pending files of a source, one after the other, and indexes what is in them. Done again after a crash it goes on with what is
 * still pending; a passage that stands already is not touched. Throws while the source is not there yet, so that the job is tried again.
 */
export async function ingest(
  needs: Needs,
  { company_id, connection_id }: { company_id: string; connection_id: string },
  signal: AbortSignal,
) {
  const place = { companyId: company_id, connectionId: connection_id }
  const { source, pending } = await inCompany(needs.pool, company_id, async db => ({
    source: await findSource(db, company_id, connection_id),
    pending: await listPendingDocuments(db, company_id, connection_id),
  }))
  if (!source) throw new Error('the data source is not stored yet, or was deleted')
  for (const upload of pending) await readUpload(needs, place, upload, signal)
  await settleSource(needs, place)
}

async function readUpload(needs: Needs, place: Place, upload: Upload, signal: AbortSignal) {
  const found = { documents: 0, failures: 0, own: false, names: new Set<string>() }
  const path = upload.file_key ? await needs.files.pathOf(upload.file_key).catch(() => null) : null
  if (!path) return settleUpload(needs, place, upload, 'error', 'The uploaded file is gone. Upload it again.')
  for await (const outcome of parseFile({ path, name: upload.name, signal })) {
    const failed = 'reason' in outcome
    found.names.add(outcome.key)
    if (outcome.key === upload.name) found.own = true
    if (failed) {
      found.failures++
      await recordFailure(needs, place, upload, outcome)
    } else {
      found.documents++
      await indexOne(needs, place, upload, outcome)
    }
  }
  await forgetVanished(needs, place, upload, found.names)
  if (found.own) return
  const summary = `${found.documents} ${found.documents === 1 ? 'file' : 'files'} read${found.failures ? `, ${found.failures} could not be` : ''}.`
  await settleUpload(
    needs,
    place,
    upload,
    found.documents > 0 ? 'indexed' : 'error',
    found.documents > 0 ? summary : 'No file in it could be read.',
  )
}

async function indexOne({ pool }: Needs, { companyId, connectionId }: Place, upload: Upload, document: ParsedDocument) {
  const chunks = splitDocument(document)
  await inCompany(pool, companyId, async db => {
    const row = await upsertDocument(
      db,
      rowFor(upload, document.key, { status: 'indexed', status_message: null, chunk_count: chunks.length }),
    )
    await indexDocument(db, companyId, { dataSourceId: connectionId, documentId: row.document_id, chunks })
  })
}

const recordFailure = ({ pool }: Needs, { companyId, connectionId }: Place, upload: Upload, { key, reason }: FileFailure) =>
  inCompany(pool, companyId, async db => {
    const row = await upsertDocument(db, rowFor(upload, key, { status: 'error', status_message: reason, chunk_count: 0 }))
    await forgetDocument(db, companyId, { dataSourceId: connectionId, documentId: row.document_id })
  })

/** The row of a file: the upload's own, or one for an entry of an archive. */
const rowFor = (upload: Upload, key: string, state: Pick<Upload, 'status' | 'status_message' | 'chunk_count'>) => {
  const own = key === upload.name
  return {
    company_id: upload.company_id,
    document_id: own ? upload.document_id : newId('doc'),
    connection_id: upload.connection_id,
    name: key,
    size: own ? upload.size : 0,
    file_key: own ? upload.file_key : null,
    ...state,
  }
}

/** Entries that an earlier version of the same archive had and this one has not. */
const forgetVanished = ({ pool }: Needs, { companyId, connectionId }: Place, upload: Upload, names: ReadonlySet<string>) =>
  inCompany(pool, companyId, async db => {
    for (const { document_id, name } of await listEntriesOf(db, companyId, connectionId, upload.name)) {
      if (names.has(name)) continue
      await forgetDocument(db, companyId, { dataSourceId: connectionId, documentId: document_id })
      await deleteDocument(db, companyId, document_id)
    }
  })

const settleUpload = ({ pool }: Needs, { companyId }: Place, upload: Upload, status: 'indexed' | 'error', message: string) =>
  inCompany(pool, companyId, db => upsertDocument(db, rowFor(upload, upload.name, { status, status_message: message, chunk_count: 0 })))

/** What the source says of itself once its files are read. */
async function settleSource({ pool, now }: Needs, { companyId, connectionId }: Place) {
  await inCompany(pool, companyId, async db => {
    const { pending, indexed, error } = await countDocuments(db, companyId, connectionId)
    if (pending > 0) return
    const status = indexed > 0 || error === 0 ? ('connected' as const) : ('error' as const)
    const some =
      indexed > 0
        ? `${error} of ${indexed + error} files could not be read; see their status.`
        : 'None of the files could be read; see their status.'
    await updateSource(db, companyId, connectionId, { status, status_message: error > 0 ? some : null, updated_at: new Date(now()) })
  })
}
