import type { Selectable } from 'kysely'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { recordEvent } from '../events/record-event.ts'
import { createIndexer, forgetDocuments, type Indexer, settleIndex } from '../retrieval/indexing/index-documents.ts'
import { planEmbedding } from '../retrieval/vectors/embed-chunks.job.ts'
import type { Chunk } from './chunk.ts'
import { tableFormat } from './connectors/files/table-format.ts'
import type { ParsedDocument } from './document.ts'
import { gather } from './gather.ts'
import type { FileFailure } from './parse/file-failure.ts'
import { parseFiles } from './parse/parse-files.ts'
import {
  countDocuments,
  deleteDocument,
  findSource,
  holdSource,
  listEntriesOf,
  listPendingDocuments,
  lockStanding,
  updateSource,
  upsertDocument,
} from './sources.store.ts'
import type { SourceTables } from './sources.tables.ts'
import { splitDocument } from './split/split-document.ts'

type Needs = Pick<Services, 'pool' | 'files' | 'jobs' | 'embedder' | 'log' | 'now'>
type Upload = Selectable<SourceTables['documents']>

/** An uploaded file being read, and what was found in it so far. */
interface Reading {
  readonly upload: Upload
  readonly path: string
  /** Files read and files that could not be; more than one where the upload is an archive. */
  documents: number
  failures: number
  readonly names: Set<string>
}

/**
 * Reads the pending files of a source and indexes what is in them. Done again after a crash it goes on with what is still pending; a passage
 * that stands already is not touched.
 */
export async function ingest(
  needs: Needs,
  { company_id, connection_id }: { company_id: string; connection_id: string },
  signal: AbortSignal,
) {
  const { source, pending } = await inCompany(needs.pool, company_id, async db => ({
    source: await findSource(db, company_id, connection_id),
    pending: await listPendingDocuments(db, company_id, connection_id),
  }))
  if (!source) return
  const readings = (await Promise.all(pending.map(upload => begin(needs, upload)))).filter(reading => reading !== null)
  await readAll(needs, readings, signal)
  for (const reading of readings) await settle(needs, reading)
  await settleSource(needs, company_id, connection_id)
}

async function begin(needs: Needs, upload: Upload): Promise<Reading | null> {
  const path = upload.file_key ? await needs.files.pathOf(upload.file_key).catch(() => null) : null
  if (path && (await isOnlyAsked(path, upload.name))) {
    await write(needs, upload, upload.name, { status: 'indexed', status_message: 'It is asked with SQL, not searched.', chunk_count: 0 })
    return null
  }
  if (path) return { upload, path, documents: 0, failures: 0, names: new Set() }
  await write(needs, upload, upload.name, {
    status: 'error',
    status_message: 'The uploaded file is gone. Upload it again.',
    chunk_count: 0,
  })
  return null
}

/** Databases and columns of a warehouse hold no text to search. */
async function isOnlyAsked(path: string, name: string) {
  const format = await tableFormat(path, name)
  return format === 'sqlite' || format === 'parquet'
}

/** What became of a file: its passages, none where it could not be read. */
interface Outcome {
  readonly reading: Reading
  readonly key: string
  readonly chunks: readonly Chunk[]
  readonly state: State
}

/** Passages that are recorded at once while more files are read. */
const passagesAtOnce = 1000

async function readAll(needs: Needs, readings: readonly Reading[], signal: AbortSignal) {
  const upload = readings[0]?.upload
  if (!upload) return
  const indexer = createIndexer(upload.company_id, upload.connection_id)
  for await (const outcomes of gather(read(readings, signal), ({ chunks }) => chunks.length + 1, passagesAtOnce)) {
    await inCompany(needs.pool, upload.company_id, db => record(db, upload.company_id, indexer, outcomes))
  }
}

async function* read(readings: readonly Reading[], signal: AbortSignal): AsyncGenerator<Outcome> {
  const byName = new Map(readings.map(reading => [reading.upload.name, reading]))
  const files = readings.map(({ path, upload }) => ({ path, name: upload.name }))
  for await (const found of parseFiles({ files, signal })) {
    const reading = byName.get(found.key) ?? readings.find(({ upload }) => found.key.startsWith(`${upload.name}/`))
    if (!reading) continue
    reading.names.add(found.key)
    yield 'reason' in found ? toFailed(reading, found) : toIndexed(reading, found)
  }
}

function toIndexed(reading: Reading, document: ParsedDocument): Outcome {
  reading.documents++
  const chunks = splitDocument(document)
  return { reading, key: document.key, chunks, state: { status: 'indexed', status_message: null, chunk_count: chunks.length } }
}

function toFailed(reading: Reading, { key, reason }: FileFailure): Outcome {
  reading.failures++
  return { reading, key, chunks: [], state: { status: 'error', status_message: reason, chunk_count: 0 } }
}

async function record(db: Db, companyId: string, indexer: Indexer, outcomes: readonly Outcome[]) {
  const passages = new Map<string, readonly Chunk[]>()
  const uploads = new Set(outcomes.map(({ reading }) => reading.upload))
  const standing = await holdStanding(db, companyId, [...uploads])
  for (const { reading, key, chunks, state } of outcomes) {
    // Another file has taken its place meanwhile: that one is what is to be known.
    if (!standing.has(reading.upload.document_id)) continue
    const row = await upsertDocument(db, rowFor(reading.upload, key, state))
    passages.set(row.document_id, chunks)
  }
  await indexer.index(
    db,
    [...passages].map(([documentId, chunks]) => ({ documentId, chunks })),
  )
}

/** Uploads of one source that still stand, held with their source until the transaction ends. */
async function holdStanding(db: Db, companyId: string, uploads: readonly Upload[]): Promise<ReadonlySet<string>> {
  const source = uploads[0] && (await holdSource(db, companyId, uploads[0].connection_id))
  return source ? lockStanding(db, companyId, uploads) : new Set()
}

/** Ends the reading of an upload: forgets entries that an earlier version of an archive had, and says what came of it. */
async function settle(needs: Needs, { upload, documents, failures, names }: Reading) {
  await inCompany(needs.pool, upload.company_id, async db => {
    if ((await holdStanding(db, upload.company_id, [upload])).size === 0) return
    const entries = await listEntriesOf(db, upload.company_id, upload.connection_id, upload.name)
    const gone = entries.filter(({ name }) => !names.has(name)).map(({ document_id }) => document_id)
    await forgetDocuments(db, upload.company_id, upload.connection_id, gone)
    for (const id of gone) await deleteDocument(db, upload.company_id, id)
  })
  if (names.has(upload.name)) return
  const read = `${documents} ${documents === 1 ? 'file' : 'files'} read${failures > 0 ? `, ${failures} could not be` : ''}.`
  const state =
    documents > 0
      ? { status: 'indexed' as const, status_message: read }
      : { status: 'error' as const, status_message: 'No file in it could be read.' }
  await write(needs, upload, upload.name, { ...state, chunk_count: 0 })
}

type State = Pick<Upload, 'status' | 'status_message' | 'chunk_count'>

const write = ({ pool }: Needs, upload: Upload, key: string, state: State) =>
  inCompany(pool, upload.company_id, async db => {
    const standing = await holdStanding(db, upload.company_id, [upload])
    if (standing.size > 0) await upsertDocument(db, rowFor(upload, key, state))
  })

/** The row of a file: the upload's own, or one for an entry of an archive. */
function rowFor(upload: Upload, key: string, state: State) {
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

/** What the source says of itself once its files are read. */
async function settleSource(needs: Needs, companyId: string, connectionId: string) {
  const { pool, now } = needs
  await inCompany(pool, companyId, async db => {
    await settleIndex(db, companyId)
    await planEmbedding(needs, db, { company_id: companyId, connection_id: connectionId })
    const { pending, indexed, error } = await countDocuments(db, companyId, connectionId)
    if (pending > 0) return
    const status = indexed > 0 || error === 0 ? ('connected' as const) : ('error' as const)
    const some =
      indexed > 0
        ? `${error} of ${indexed + error} files could not be read; see their status.`
        : 'None of the files could be read; see their status.'
    const status_message = error > 0 ? some : null
    await updateSource(db, companyId, connectionId, { status, status_message, updated_at: new Date(now()) })
    const told = { connection_id: connectionId, status_message }
    if (status === 'error') await recordEvent(db, companyId, 'data_source.failed', told)
    else await recordEvent(db, companyId, 'data_source.synced', { ...told, documents: indexed })
  })
}
