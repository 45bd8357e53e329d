import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Chunk } from '../sources/chunk.ts'
import type { AnalyzedChunk, WordCount } from './indexing/analyze-chunk.ts'
import { compoundingStem } from './words/compounding.ts'

/** Every function here wants a transaction bound to the company (`inCompany`). */

/** What tells whether a passage changed. */
export interface StoredChunk {
  readonly chunk_id: string
  readonly document_id: string
  readonly ordinal: number
  readonly content_hash: string
}

/** Two changes of one document wait for each other; those of several take them in one order. */
export const lockDocuments = (db: Db, companyId: string, documentIds: readonly string[]) =>
  sql`
    select pg_advisory_xact_lock(hashtextextended(concat(${companyId}::text, ' ', document_id), 0))
    from (select document_id from unnest(${documentIds}::text[]) as changed (document_id) order by document_id offset 0) as ordered`.execute(
    db,
  )

export const findChunksOfDocuments = (
  db: Db,
  companyId: string,
  dataSourceId: string,
  documentIds: readonly string[],
): Promise<StoredChunk[]> =>
  db
    .selectFrom('chunks')
    .select(['chunk_id', 'document_id', 'ordinal', 'content_hash'])
    .where('company_id', '=', companyId)
    .where('connection_id', '=', dataSourceId)
    .where('document_id', '=', sql<string>`any (${documentIds}::text[])`)
    .orderBy('ordinal')
    .execute()

export const moveChunks = (db: Db, companyId: string, moved: readonly { chunkId: string; ordinal: number }[]) =>
  sql`
    update chunks set ordinal = moved.ordinal
    from unnest(${moved.map(({ chunkId }) => chunkId)}::text[], ${moved.map(({ ordinal }) => ordinal)}::integer[]) as moved (chunk_id, ordinal)
    where chunks.company_id = ${companyId} and chunks.chunk_id = moved.chunk_id`.execute(db)

/** Answers what they held. */
export async function deleteChunks(db: Db, companyId: string, chunkIds: readonly string[]): Promise<Chunk[]> {
  await sql`delete from chunk_terms where company_id = ${companyId} and chunk_id = any (${chunkIds})`.execute(db)
  const { rows } = await sql<Chunk>`
    delete from chunks where company_id = ${companyId} and chunk_id = any (${chunkIds})
    returning ordinal, kind, title, headings, body, fields, language, url`.execute(db)
  return rows
}

export interface InsertedChunk extends AnalyzedChunk {
  readonly chunkId: string
  readonly documentId: string
  readonly chunk: Chunk
  readonly language: string | null
  readonly hash: string
}

/** As JSON: one statement whatever the number, and the server takes the rows apart. */
export async function insertChunks(db: Db, companyId: string, dataSourceId: string, chunks: readonly InsertedChunk[]) {
  const rows = chunks.map(({ chunkId, documentId, chunk, hash, language, terms, length }) => ({
    ...chunk,
    document_id: documentId,
    chunk_id: chunkId,
    content_hash: hash,
    language,
    terms,
    length,
  }))
  await sql`
    with row as materialized (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as row (
        document_id text, chunk_id text, ordinal integer, kind text, title text, headings json, body text, fields jsonb, language text, url text,
        content_hash text, terms tsvector, length smallint)
    ), stored as (
      insert into chunks (company_id, connection_id, document_id, chunk_id, ordinal, kind, title, headings, body, fields, language, url, content_hash)
      select ${companyId}, ${dataSourceId}, document_id, chunk_id, ordinal, kind, title,
        array(select json_array_elements_text(headings)), body, fields, language, url, content_hash
      from row
    )
    insert into chunk_terms (company_id, connection_id, chunk_id, length, terms)
    select ${companyId}, ${dataSourceId}, chunk_id, length, terms from row`.execute(db)
}

/** Notes what documents add to and take from the company's texts, to be counted later; answers how many changes wait. */
export async function recordChange(
  db: Db,
  companyId: string,
  change: { dataSourceId: string; chunks: number; length: number; words: readonly WordCount[] },
): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    insert into corpus_changes (company_id, connection_id, chunks, length, stems, words, counts)
    values (${companyId}, ${change.dataSourceId}, ${change.chunks}, ${change.length},
      ${list(change.words.map(({ stem }) => stem))}, ${list(change.words.map(({ word }) => word))},
      ${list(change.words.map(({ count }) => count))}::integer[])
    returning (select count(*) from corpus_changes where company_id = ${companyId})::integer as waiting`.execute(db)
  return rows[0]?.waiting ?? 0
}

/** An array of words or numbers, none of which holds a space, without the driver's escaping of every element. */
const list = (items: readonly (string | number)[]) => sql`string_to_array(${items.join(' ')}, ' ')`

/**
 * Counts the changes that wait into the vocabulary and the corpora, and settles their terms in the index. A word nobody uses any more stays
 * with frequency 0 and is passed over. In the order of the index: one page after the other, not any. While somebody else is about it, nothing
 * is done, unless `wait` is set: then it is done when it returns.
 */
export async function countChanges(db: Db, companyId: string, { wait = false } = {}) {
  const key = sql`hashtextextended(${`${companyId} corpus`}, 0)`
  if (wait) await sql`select pg_advisory_xact_lock(${key})`.execute(db)
  else {
    const { rows } = await sql<{ turn: boolean }>`select pg_try_advisory_xact_lock(${key}) as turn`.execute(db)
    if (!rows[0]?.turn) return
  }
  await sql`
    with taken as (delete from corpus_changes where company_id = ${companyId} returning connection_id, chunks, length, stems, words, counts),
    counted as (
      insert into corpora (company_id, connection_id, chunks, length, counted)
      select ${companyId}, connection_id, sum(chunks), sum(length), pg_current_xact_id()::text::bigint from taken group by connection_id
      on conflict (company_id, connection_id) do update
      set chunks = corpora.chunks + excluded.chunks, length = corpora.length + excluded.length, counted = excluded.counted
    )
    insert into vocabulary (company_id, stem, word, document_frequency, reversed)
    select ${companyId}, stem, word, sum(count), case when stem ~ ${compoundingStem} then reverse(word) end
    from taken cross join unnest(stems, words, counts) as entry (stem, word, count)
    group by stem, word
    order by stem, word
    on conflict (company_id, stem, word) do update
    set document_frequency = greatest(0, vocabulary.document_frequency + excluded.document_frequency)`.execute(db)
  await sql`select settle_terms()`.execute(db)
}
