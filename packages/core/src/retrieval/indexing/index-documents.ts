import { createHash, randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../db/database.ts'
import type { Chunk } from '../../sources/chunk.ts'
import {
  countChanges,
  deleteChunks,
  findChunksOfDocuments,
  type InsertedChunk,
  insertChunks,
  lockDocuments,
  moveChunks,
  recordChange,
  type StoredChunk,
} from '../retrieval.store.ts'
import { companySalt } from '../words/company-salt.ts'
import { detectLanguage } from '../words/detect-language.ts'
import { fold } from '../words/fold.ts'
import { type Analyzer, createAnalyzer } from './analyze-chunk.ts'

/** Changes that may wait to be counted; a search counts them whatever their number. */
const mostUncounted = 100
/** Passages whose words are noted together. */
const perChange = 2000
/** Passages that one statement stores. */
const perStatement = 250
/** Passages that are read before others have their turn. */
const perTurn = 25

export interface IndexableDocument {
  readonly documentId: string
  readonly chunks: readonly Chunk[]
}

/** Passages added, taken out, and left as they were. */
export interface IndexChange {
  readonly added: number
  readonly removed: number
  readonly unchanged: number
}

/** Indexes documents of one data source. */
export interface Indexer {
  /**
   * Makes the index hold exactly these passages of the documents. Those whose text is the same keep their id and are not touched but for their
   * place. `db` is a transaction bound to the company (`inCompany`); two at once over one document wait for each other. Many documents at
   * once cost a fraction of what they cost one by one.
   */
  index(db: Db, documents: readonly IndexableDocument[]): Promise<IndexChange>
}

/** It remembers the words it met: one for all documents of an upload. */
export function createIndexer(companyId: string, dataSourceId: string): Indexer {
  const analyzer = createAnalyzer(companySalt(companyId))
  return {
    async index(db, documents) {
      const at = { db, companyId, dataSourceId, analyzer }
      const ids = documents.map(({ documentId }) => documentId)
      await lockDocuments(db, companyId, ids)
      const stored = Map.groupBy(await findChunksOfDocuments(db, companyId, dataSourceId, ids), ({ document_id }) => document_id)
      const changes = documents.map(document => compare(stored.get(document.documentId) ?? [], document))
      const moved = changes.flatMap(change => change.moved)
      if (moved.length > 0) await moveChunks(db, companyId, moved)
      const added = changes.flatMap(change => change.added)
      const removed = changes.flatMap(change => change.removed)
      if (removed.length > 0) await remove(at, removed)
      for (let start = 0; start < added.length; start += perChange) await add(at, added.slice(start, start + perChange))
      const total = documents.reduce((sum, { chunks }) => sum + chunks.length, 0)
      return { added: added.length, removed: removed.length, unchanged: total - added.length }
    },
  }
}

/** `createIndexer` for one change. */
export const indexDocuments = (
  db: Db,
  companyId: string,
  dataSourceId: string,
  documents: readonly IndexableDocument[],
): Promise<IndexChange> => createIndexer(companyId, dataSourceId).index(db, documents)

/** Takes documents out of the index. `db` as for an indexer. */
export const forgetDocuments = (db: Db, companyId: string, dataSourceId: string, documentIds: readonly string[]): Promise<IndexChange> =>
  indexDocuments(
    db,
    companyId,
    dataSourceId,
    documentIds.map(documentId => ({ documentId, chunks: [] })),
  )

/** Makes what was indexed count at once; without it the next search does, and its asker waits for it. */
export const settleIndex = (db: Db, companyId: string): Promise<void> => countChanges(db, companyId)

interface NewChunk {
  readonly documentId: string
  readonly chunk: Chunk
  readonly hash: string
  readonly language: string | null
}

function compare(stored: readonly StoredChunk[], { documentId, chunks }: IndexableDocument) {
  const left = Map.groupBy(stored, ({ content_hash }) => content_hash)
  const changed: { chunk: Chunk; hash: string }[] = []
  const moved: { chunkId: string; ordinal: number }[] = []
  for (const chunk of chunks) {
    const hash = contentHash(chunk)
    const same = left.get(hash)?.shift()
    if (!same) changed.push({ chunk, hash })
    else if (same.ordinal !== chunk.ordinal) moved.push({ chunkId: same.chunk_id, ordinal: chunk.ordinal })
  }
  const languages = languagesOf(
    changed.map(({ chunk }) => chunk),
    chunks,
  )
  const added = changed.map(({ chunk, hash }, index): NewChunk => ({ documentId, chunk, hash, language: languages[index] ?? null }))
  return { added, moved, removed: [...left.values()].flatMap(rows => rows.map(({ chunk_id }) => chunk_id)) }
}

function contentHash({ ordinal: _, ...content }: Chunk): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 27)
}

/** A passage says little about its language; the document says more, and what is written in it most. */
function languagesOf(passages: readonly Chunk[], document: readonly Chunk[]): (string | null)[] {
  let ofDocument: string | null | undefined
  return passages.map(({ language, body }) => {
    const own = language ?? (body.length > 200 ? detect(body) : null)
    if (own === null) ofDocument ??= detect(document.slice(0, 20).map(wholeText).join(' '))
    return own ?? ofDocument ?? null
  })
}

const wholeText = ({ title, headings, body }: Chunk): string => [title, ...headings, body].join(' ')

const detect = (text: string): string | null => detectLanguage(text, fold(text.slice(0, 6000)).match(/[\p{L}\p{M}]+/gu) ?? [])

interface Where {
  readonly db: Db
  readonly companyId: string
  readonly dataSourceId: string
  readonly analyzer: Analyzer
}

async function remove(at: Where, chunkIds: readonly string[]) {
  let length = 0
  for (const chunk of await deleteChunks(at.db, at.companyId, chunkIds)) {
    length -= at.analyzer.remove(chunk, stemmedAs(chunk.language)).length
  }
  await note(at, -chunkIds.length, length)
}

/** While PostgreSQL stores some passages the next ones are read, by turns with whatever else there is to do. */
async function add(at: Where, added: readonly NewChunk[]) {
  let length = 0
  let sent: Promise<unknown> = Promise.resolve()
  for (let start = 0; start < added.length; start += perStatement) {
    const rows: InsertedChunk[] = []
    for (const chunk of added.slice(start, start + perStatement)) {
      const analyzed = at.analyzer.add(chunk.chunk, stemmedAs(chunk.language))
      rows.push({ chunkId: newChunkId(), ...chunk, ...analyzed })
      length += analyzed.length
      if (rows.length % perTurn === 0) await setImmediate()
    }
    await sent
    sent = insertChunks(at.db, at.companyId, at.dataSourceId, rows)
    // It is awaited, but not before the next ones are read.
    sent.catch(() => {})
  }
  await sent
  await note(at, added.length, length)
}

async function note({ db, companyId, dataSourceId, analyzer }: Where, chunks: number, length: number) {
  const waiting = await recordChange(db, companyId, { dataSourceId, chunks, length, words: analyzer.takeCounts() })
  if (waiting > mostUncounted) await countChanges(db, companyId)
}

/** Texts in a language nobody detected are mostly names of products, whose plurals English endings treat well enough. */
const stemmedAs = (language: string | null): string => language ?? 'en'

const newChunkId = (): string => `chunk_${randomUUID().replaceAll('-', '')}`
