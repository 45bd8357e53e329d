import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Chunk, ChunkKind } from '../sources/chunk.ts'

/** Every function here wants a transaction bound to the company (`inCompany`). */

export interface StoredChunk extends Chunk {
  readonly chunk_id: string
  readonly content_hash: string
}

/** Two changes of one document wait for each other. */
export const lockDocument = (db: Db, companyId: string, documentId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${companyId} ${documentId}`}, 0))`.execute(db)

export const findChunksOfDocument = (db: Db, companyId: string, dataSourceId: string, documentId: string): Promise<StoredChunk[]> =>
  db
    .selectFrom('chunks')
    .select(['chunk_id', 'ordinal', 'kind', 'title', 'headings', 'body', 'fields', 'language', 'url', 'content_hash'])
    .where('company_id', '=', companyId)
    .where('connection_id', '=', dataSourceId)
    .where('document_id', '=', documentId)
    .orderBy('ordinal')
    .execute()

export const moveChunks = (db: Db, companyId: string, moved: readonly { chunkId: string; ordinal: number }[]) =>
  sql`
    update chunks set ordinal = moved.ordinal
    from unnest(${moved.map(({ chunkId }) => chunkId)}::text[], ${moved.map(({ ordinal }) => ordinal)}::integer[]) as moved (chunk_id, ordinal)
    where chunks.company_id = ${companyId} and chunks.chunk_id = moved.chunk_id`.execute(db)

export async function deleteChunks(db: Db, companyId: string, chunkIds: readonly string[]) {
  await sql`delete from chunks where company_id = ${companyId} and chunk_id = any (${chunkIds})`.execute(db)
  await sql`delete from chunk_terms where company_id = ${companyId} and chunk_id = any (${chunkIds})`.execute(db)
}

export interface InsertedChunk {
  readonly chunkId: string
  readonly chunk: Chunk
  readonly language: string | null
  readonly hash: string
  readonly terms: string
  readonly length: number
}

/** As JSON in batches: one statement whatever the number, and the server takes the rows apart. */
export async function insertChunks(
  db: Db,
  companyId: string,
  { dataSourceId, documentId }: { dataSourceId: string; documentId: string },
  chunks: readonly InsertedChunk[],
) {
  for (let start = 0; start < chunks.length; start += batchSize) {
    const batch = chunks.slice(start, start + batchSize)
    const rows = batch.map(({ chunkId, chunk, hash, language }) => ({ ...chunk, chunk_id: chunkId, content_hash: hash, language }))
    await sql`
      insert into chunks (company_id, connection_id, document_id, chunk_id, ordinal, kind, title, headings, body, fields, language, url, content_hash)
      select ${companyId}, ${dataSourceId}, ${documentId}, chunk_id, ordinal, kind, title, headings, body, fields, language, url, content_hash
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
        chunk_id text, ordinal integer, kind text, title text, headings text[], body text, fields jsonb, language text, url text, content_hash text)`.execute(
      db,
    )
    await sql`
      insert into chunk_terms (company_id, connection_id, chunk_id, length, terms)
      select ${companyId}, ${dataSourceId}, chunk_id, length, terms::tsvector
      from unnest(${batch.map(({ chunkId }) => chunkId)}::text[], ${batch.map(({ length }) => length)}::smallint[], ${batch.map(({ terms }) => terms)}::text[])
        as row (chunk_id, length, terms)`.execute(db)
  }
}

const batchSize = 500

export async function addToVocabulary(
  db: Db,
  companyId: string,
  words: readonly { word: string; stem: string; count: number; neighbours: readonly number[] }[],
) {
  for (let start = 0; start < words.length; start += vocabularyBatch) {
    const batch = words.slice(start, start + vocabularyBatch)
    await sql`
      insert into vocabulary (company_id, word, stem, document_frequency, neighbours)
      select ${companyId}, word, stem, count, neighbours::integer[]
      from unnest(${batch.map(({ word }) => word)}::text[], ${batch.map(({ stem }) => stem)}::text[], ${batch.map(({ count }) => count)}::integer[],
        ${batch.map(({ neighbours }) => `{${neighbours.join(',')}}`)}::text[]) as row (word, stem, count, neighbours)
      on conflict (company_id, word, stem) do update set document_frequency = vocabulary.document_frequency + excluded.document_frequency`.execute(
      db,
    )
  }
}

const vocabularyBatch = 5000

/** A word nobody uses any more stays with frequency 0 and is passed over: taking it out would unsettle those who add it at the same time. */
export const takeFromVocabulary = (db: Db, companyId: string, words: readonly { word: string; stem: string; count: number }[]) =>
  sql`
    with held as materialized (
      select word, stem, row.count from vocabulary
      join unnest(${words.map(({ word }) => word)}::text[], ${words.map(({ stem }) => stem)}::text[], ${words.map(({ count }) => count)}::integer[])
        as row (word, stem, count) using (word, stem)
      where company_id = ${companyId} order by word collate "C", stem collate "C" for update of vocabulary
    )
    update vocabulary set document_frequency = greatest(0, document_frequency - held.count)
    from held where company_id = ${companyId} and vocabulary.word = held.word and vocabulary.stem = held.stem`.execute(db)

export const addToCorpus = (db: Db, companyId: string, dataSourceId: string, change: { chunks: number; length: number }) =>
  db
    .insertInto('corpora')
    .values({ company_id: companyId, connection_id: dataSourceId, ...change })
    .onConflict(conflict =>
      conflict.columns(['company_id', 'connection_id']).doUpdateSet(eb => ({
        chunks: eb('corpora.chunks', '+', eb.ref('excluded.chunks')),
        length: eb('corpora.length', '+', eb.ref('excluded.length')),
      })),
    )
    .execute()

/** A word of the company's texts: as spelled, its stem, and the number of passages that hold it. */
export type VocabularyEntry = readonly [word: string, stem: string, documentFrequency: number]

export interface WordLookup {
  readonly known: readonly VocabularyEntry[]
  /** Spelled like an unknown word, or compounds with one of the parts. */
  readonly similar: readonly VocabularyEntry[]
  readonly chunks: number
  readonly averageLength: number
  readonly synonyms: readonly (readonly string[])[]
}

export async function lookUpWords(
  db: Db,
  companyId: string,
  sought: {
    words: readonly string[]
    stems: readonly string[]
    spelling: readonly { word: string; key: number }[]
    parts: readonly number[]
    dataSourceIds: readonly string[]
  },
): Promise<WordLookup> {
  const { rows } = await sql<WordLookup>`
    select
      (select coalesce(json_agg(json_build_array(word, stem, document_frequency)), '[]') from (
        select word, stem, document_frequency from vocabulary
        where company_id = ${companyId} and word = any (${sought.words}::text[]) and document_frequency > 0
        union
        select word, stem, document_frequency from vocabulary
        where company_id = ${companyId} and stem = any (${sought.stems}::text[]) and document_frequency > 0
      ) as entry) as known,
      (select coalesce(json_agg(json_build_array(word, stem, document_frequency)), '[]')
        from find_similar_words(${sought.spelling.map(({ word }) => word)}, ${sought.spelling.map(({ key }) => key)}, ${sought.parts})) as similar,
      (select coalesce(json_agg(phrases), '[]') from synonyms where company_id = ${companyId}) as synonyms,
      coalesce(sum(chunks), 0)::integer as chunks,
      (coalesce(sum(length), 0) / greatest(coalesce(sum(chunks), 0), 1))::real as "averageLength"
    from corpora where company_id = ${companyId} and connection_id = any (${sought.dataSourceIds}::text[])`.execute(db)
  return rows[0] ?? { known: [], similar: [], chunks: 0, averageLength: 0, synonyms: [] }
}

export interface Candidate extends Omit<StoredChunk, 'content_hash'> {
  readonly connection_id: string
  readonly document_id: string
  readonly kind: ChunkKind
  readonly updated_at: Date
  readonly length: number
  /** A `tsvector` as text. */
  readonly terms: string
}

/** The passages that match most by weight, with what ranking needs. */
export async function findCandidates(
  db: Db,
  companyId: string,
  queries: readonly { terms: string; weight: number }[],
  { dataSourceIds, limit }: { dataSourceIds: readonly string[]; limit: number },
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select chunk_id, connection_id, document_id, ordinal, kind, title, headings, body, fields, language, url, updated_at, found.length, found.terms
    from find_candidates(${queries.map(({ terms }) => terms)}, ${queries.map(({ weight }) => weight)}, ${dataSourceIds}, ${limit}) as found
    join chunks using (chunk_id)
    where company_id = ${companyId}
    order by found.weight desc`.execute(db)
  return rows
}
