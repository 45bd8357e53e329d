import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Chunk, ChunkKind } from '../sources/chunk.ts'
import { compoundingStem, reversed } from './words/compounding.ts'
import { languages } from './words/language.ts'
import { spellingRanges } from './words/misspelling.ts'
import { stem } from './words/stem.ts'

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
    const rows = chunks.slice(start, start + batchSize).map(({ chunkId, chunk, hash, language, terms, length }) => ({
      ...chunk,
      chunk_id: chunkId,
      content_hash: hash,
      language,
      terms,
      length,
    }))
    await sql`
      with row as materialized (
        select * from json_to_recordset(${JSON.stringify(rows)}::json) as row (
          chunk_id text, ordinal integer, kind text, title text, headings json, body text, fields jsonb, language text, url text, content_hash text,
          terms tsvector, length smallint)
      ), stored as (
        insert into chunks (company_id, connection_id, document_id, chunk_id, ordinal, kind, title, headings, body, fields, language, url, content_hash)
        select ${companyId}, ${dataSourceId}, ${documentId}, chunk_id, ordinal, kind, title,
          array(select json_array_elements_text(headings)), body, fields, language, url, content_hash
        from row
      )
      insert into chunk_terms (company_id, connection_id, chunk_id, length, terms)
      select ${companyId}, ${dataSourceId}, chunk_id, length, terms from row`.execute(db)
  }
}

const batchSize = 500

/** Words with their stems and the number of passages that hold them more, or fewer. */
export interface WordCount {
  readonly word: string
  readonly stem: string
  readonly count: number
}

/** Notes what a document adds to and takes from the company's texts, to be counted later; answers how many changes wait. */
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
 * Counts the changes that wait into the vocabulary and the corpora, and settles their terms in the index, unless somebody else is about it.
 * A word nobody uses any more stays with frequency 0 and is passed over.
 */
export async function countChanges(db: Db, companyId: string) {
  const { rows } = await sql<{
    turn: boolean
  }>`select pg_try_advisory_xact_lock(hashtextextended(${`${companyId} corpus`}, 0)) as turn`.execute(db)
  if (!rows[0]?.turn) return
  await sql`
    with taken as (delete from corpus_changes where company_id = ${companyId} returning connection_id, chunks, length, stems, words, counts),
    counted as (
      insert into corpora (company_id, connection_id, chunks, length)
      select ${companyId}, connection_id, sum(chunks), sum(length) from taken group by connection_id
      on conflict (company_id, connection_id) do update
      set chunks = corpora.chunks + excluded.chunks, length = corpora.length + excluded.length
    )
    insert into vocabulary (company_id, stem, word, document_frequency, reversed)
    select ${companyId}, stem, word, sum(count), case when stem ~ ${compoundingStem} then reverse(word) end
    from taken cross join unnest(stems, words, counts) as entry (stem, word, count)
    group by stem, word
    on conflict (company_id, stem, word) do update
    set document_frequency = greatest(0, vocabulary.document_frequency + excluded.document_frequency)`.execute(db)
  await sql`select settle_terms()`.execute(db)
}

/** A word of the company's texts: as spelled, its stem, and the number of passages that hold it. */
export type VocabularyEntry = readonly [word: string, stem: string, documentFrequency: number]

export interface WordLookup {
  readonly known: readonly VocabularyEntry[]
  /** Spelled like an unknown word, or compounds with one of the parts. */
  readonly similar: readonly VocabularyEntry[]
  readonly chunks: number
  readonly averageLength: number
  readonly synonyms: readonly (readonly string[])[]
  /** Whether changes wait to be counted; see \`countChanges\`. */
  readonly uncounted: boolean
}

/** What is looked up for one question. */
export interface SoughtWords {
  readonly words: readonly string[]
  readonly stems: readonly string[]
  /** Words the texts may spell otherwise. */
  readonly spelled: readonly string[]
  /** Words that compounds may begin or end with. */
  readonly parts: readonly string[]
  readonly dataSourceIds: readonly string[]
}

export async function lookUpWords(db: Db, companyId: string, sought: SoughtWords): Promise<WordLookup> {
  const stemsInAllLanguages = [...new Set(sought.words.flatMap(word => [word, ...languages.map(language => stem(word, language))]))]
  const { rows } = await sql<WordLookup>`
    with known as materialized (
      select entry.word, entry.stem, entry.document_frequency
      from unnest(${sought.stems}::text[]) as wanted (stem)
      cross join lateral (${entriesOf(companyId, sql`wanted.stem`)}) as entry
      union
      select entry.word, entry.stem, entry.document_frequency
      from unnest(${stemsInAllLanguages}::text[]) as wanted (stem)
      cross join lateral (${entriesOf(companyId, sql`wanted.stem`)}) as entry
      where entry.word = any (${sought.words}::text[])
    )
    select
      (select coalesce(json_agg(json_build_array(word, stem, document_frequency)), '[]') from known) as known,
      (select coalesce(json_agg(json_build_array(word, stem, document_frequency)), '[]') from (
        (${similarWords(companyId, sought.spelled)}) union (${compounds(companyId, sought.parts)})
      ) as entry) as similar,
      (select coalesce(json_agg(phrases), '[]') from synonyms where company_id = ${companyId}) as synonyms,
      exists (select from corpus_changes where company_id = ${companyId}) as uncounted,
      coalesce(sum(chunks), 0)::integer as chunks,
      (coalesce(sum(length), 0) / greatest(coalesce(sum(chunks), 0), 1))::real as "averageLength"
    from corpora where company_id = ${companyId} and connection_id = any (${sought.dataSourceIds}::text[])`.execute(db)
  return rows[0] ?? { known: [], similar: [], chunks: 0, averageLength: 0, synonyms: [], uncounted: false }
}

/** One walk of the index per stem: a plan that a table without statistics does not lead astray. */
const entriesOf = (companyId: string, stem: RawBuilder<unknown>) => sql`
  select word, stem, document_frequency from vocabulary
  where company_id = ${companyId} and stem = ${stem} and document_frequency > 0 offset 0`

/** Words spelled like one that the texts do not have, a letter or two off in length. Closer comparison is left to the caller. Reads `known`. */
function similarWords(companyId: string, words: readonly string[]) {
  const ranges = words.flatMap(word => spellingRanges(word).map(({ prefix, suffix }) => ({ word, from: prefix, suffix })))
  return sql`
    select entry.word, entry.stem, entry.document_frequency
    from unnest(${ranges.map(({ word }) => word)}::text[], ${ranges.map(({ suffix }) => suffix)}::text[],
      ${ranges.map(({ from }) => from)}::text[], ${ranges.map(({ from }) => from + last)}::text[]) as wanted (word, suffix, first, past)
    cross join lateral (
      select stem, word from vocabulary
      where company_id = ${companyId} and stem >= wanted.first and stem < wanted.past
        and length(word) between length(wanted.word) - 2 and length(wanted.word) + 2 and right(word, length(wanted.suffix)) = wanted.suffix
      offset 0
    ) as candidate
    cross join lateral (${entriesOf(companyId, sql`candidate.stem`)}) as entry
    where entry.word = candidate.word and wanted.word not in (select word from known)
    limit 2000`
}

/** Compounds that begin or end with one of the words. */
function compounds(companyId: string, parts: readonly string[]) {
  const backwards = parts.map(reversed)
  return sql`
    select entry.word, entry.stem, entry.document_frequency
    from unnest(${parts}::text[], ${parts.map(part => part + last)}::text[], ${backwards}::text[], ${backwards.map(part => part + last)}::text[])
      as part (beginning, past_beginning, ending, past_ending)
    cross join lateral (
      select stem, word from vocabulary
      where company_id = ${companyId} and stem > part.beginning and stem < part.past_beginning and reversed is not null
      union all
      select stem, word from vocabulary
      where company_id = ${companyId} and reversed > part.ending and reversed < part.past_ending
      offset 0
    ) as candidate
    cross join lateral (${entriesOf(companyId, sql`candidate.stem`)}) as entry
    where entry.word = candidate.word
    limit 200`
}

/** Greater than every letter; joined here, since row-level security keeps what is joined in the query out of the index. */
const last = '\u{10ffff}'

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
    select chunk.*, found.length, found.terms
    from find_candidates(${queries.map(({ terms }) => terms)}, ${queries.map(({ weight }) => weight)}, ${dataSourceIds}, ${limit}) as found
    cross join lateral (
      select chunk_id, connection_id, document_id, ordinal, kind, title, headings, body, fields, language, url, updated_at
      from chunks where company_id = ${companyId} and chunk_id = found.chunk_id offset 0
    ) as chunk
    order by found.weight desc`.execute(db)
  return rows
}
