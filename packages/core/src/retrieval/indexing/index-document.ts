import { createHash, randomUUID } from 'node:crypto'
import type { Db } from '../../db/database.ts'
import type { Chunk } from '../../sources/chunk.ts'
import {
  countChanges,
  deleteChunks,
  findChunksOfDocument,
  insertChunks,
  lockDocument,
  moveChunks,
  recordChange,
  type StoredChunk,
  type WordCount,
} from '../retrieval.store.ts'
import { companySalt } from '../words/company-salt.ts'
import { detectLanguage } from '../words/detect-language.ts'
import { fold } from '../words/fold.ts'
import { type AnalyzedChunk, analyzeChunk } from './analyze-chunk.ts'

/** Changes that may wait to be counted; a search counts them whatever their number. */
const mostUncounted = 200

export interface IndexableDocument {
  readonly dataSourceId: string
  readonly documentId: string
  readonly chunks: readonly Chunk[]
}

/** Passages added, taken out, and left as they were. */
export interface IndexChange {
  readonly added: number
  readonly removed: number
  readonly unchanged: number
}

/**
 * Makes the index hold exactly these passages of a document. Those whose text is the same keep their id and are not touched but for
 * their place. `db` is a transaction bound to the company (`inCompany`); two at once over one document wait for each other.
 */
export async function indexDocument(
  db: Db,
  companyId: string,
  { dataSourceId, documentId, chunks }: IndexableDocument,
): Promise<IndexChange> {
  await lockDocument(db, companyId, documentId)
  const stored = await findChunksOfDocument(db, companyId, dataSourceId, documentId)
  const { added, moved, removed } = compare(stored, chunks)
  if (moved.length > 0) await moveChunks(db, companyId, moved)
  await replace(db, companyId, dataSourceId, removed, withLanguages(added, chunks), documentId)
  return { added: added.length, removed: removed.length, unchanged: chunks.length - added.length }
}

/** Takes a document out of the index. `db` as for `indexDocument`. */
export const forgetDocument = (db: Db, companyId: string, document: { dataSourceId: string; documentId: string }): Promise<IndexChange> =>
  indexDocument(db, companyId, { ...document, chunks: [] })

interface IdentifiedChunk {
  readonly chunk: Chunk
  readonly hash: string
}

function compare(stored: readonly StoredChunk[], chunks: readonly Chunk[]) {
  const left = new Map<string, StoredChunk[]>()
  for (const row of stored) left.set(row.content_hash, [...(left.get(row.content_hash) ?? []), row])
  const added: IdentifiedChunk[] = []
  const moved: { chunkId: string; ordinal: number }[] = []
  for (const chunk of chunks) {
    const hash = contentHash(chunk)
    const same = left.get(hash)?.shift()
    if (!same) added.push({ chunk, hash })
    else if (same.ordinal !== chunk.ordinal) moved.push({ chunkId: same.chunk_id, ordinal: chunk.ordinal })
  }
  return { added, moved, removed: [...left.values()].flat() }
}

function contentHash({ ordinal: _, ...content }: Chunk): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 27)
}

/** A passage says little about its language; the document says more, and what is written in it most. */
function withLanguages(added: readonly IdentifiedChunk[], chunks: readonly Chunk[]) {
  let ofDocument: string | null | undefined
  return added.map(({ chunk, hash }) => {
    const own = chunk.language ?? (chunk.body.length > 200 ? languageOf(chunk.body) : null)
    ofDocument ??= own ? undefined : languageOf(chunks.slice(0, 20).map(wholeText).join(' '))
    return { chunk, hash, language: own ?? ofDocument ?? null }
  })
}

const wholeText = ({ title, headings, body }: Chunk): string => [title, ...headings, body].join(' ')

const languageOf = (text: string): string | null => detectLanguage(text, fold(text.slice(0, 6000)).match(/[\p{L}\p{M}]+/gu) ?? [])

interface NewChunk extends IdentifiedChunk {
  readonly language: string | null
}

async function replace(
  db: Db,
  companyId: string,
  dataSourceId: string,
  removed: readonly StoredChunk[],
  added: readonly NewChunk[],
  documentId: string,
) {
  const salt = companySalt(companyId)
  // Texts in a language nobody detected are mostly names of products, whose plurals English endings treat well enough.
  const analyzed = added.map(({ chunk, hash, language }) => {
    return { chunkId: newChunkId(), chunk, hash, language, ...analyzeChunk(chunk, language ?? 'en', salt) }
  })
  const old = removed.map(row => analyzeChunk(row, row.language ?? 'en', salt))
  const removedIds = removed.map(row => row.chunk_id)
  if (removed.length > 0) await deleteChunks(db, companyId, removedIds)
  if (added.length > 0) await insertChunks(db, companyId, { dataSourceId, documentId }, analyzed)
  if (added.length + removed.length === 0) return
  const waiting = await recordChange(db, companyId, {
    dataSourceId,
    chunks: analyzed.length - old.length,
    length: sum(analyzed) - sum(old),
    words: difference(countWords(analyzed), countWords(old)),
  })
  if (waiting > mostUncounted) await countChanges(db, companyId)
}

const newChunkId = (): string => `chunk_${randomUUID().replaceAll('-', '')}`

const sum = (chunks: readonly AnalyzedChunk[]): number => chunks.reduce((total, { length }) => total + length, 0)

function countWords(chunks: readonly AnalyzedChunk[]): Map<string, WordCount> {
  const counts = new Map<string, WordCount>()
  for (const { words } of chunks) {
    for (const [word, stem] of words) {
      const key = `${stem} ${word}`
      counts.set(key, { word, stem, count: (counts.get(key)?.count ?? 0) + 1 })
    }
  }
  return counts
}

function difference(added: ReadonlyMap<string, WordCount>, removed: ReadonlyMap<string, WordCount>): WordCount[] {
  const taken = [...removed].filter(([key]) => !added.has(key)).map(([, entry]) => ({ ...entry, count: -entry.count }))
  const changed = [...added].map(([key, entry]) => ({ ...entry, count: entry.count - (removed.get(key)?.count ?? 0) }))
  return [...changed, ...taken].filter(({ count }) => count !== 0)
}
