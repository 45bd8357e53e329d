import type { NamedQuery } from '../db/named-query.ts'
import { reversed } from './words/compounding.ts'
import { languages } from './words/language.ts'
import { slipsAllowed, spellingRanges } from './words/misspelling.ts'
import { stem } from './words/stem.ts'

/** A word of the company's texts: as spelled, its stem, and the number of passages that hold it. */
export type VocabularyEntry = readonly [word: string, stem: string, documentFrequency: number]

/** What is looked up for one question. */
export interface SoughtWords {
  readonly words: readonly string[]
  readonly stems: readonly string[]
  /** Words the texts may spell otherwise. */
  readonly spelled: readonly string[]
  /** Words that compounds may begin or end with. */
  readonly parts: readonly string[]
}

export interface FoundWords {
  /** Entries of the sought stems, and those of the sought words under any stem. */
  readonly known: readonly VocabularyEntry[]
  /** By the word sought: what is spelled like it. Only for words that the texts do not have. */
  readonly similar: readonly (readonly [sought: string, ...entry: VocabularyEntry])[]
  /** By the part sought: compounds that begin or end with it. */
  readonly compounds: readonly (readonly [sought: string, ...entry: VocabularyEntry])[]
  readonly synonyms: readonly (readonly string[])[]
  readonly chunks: number
  readonly averageLength: number
  /** See `corpusState`. */
  readonly state: string
}

/** Greater than every letter; joined here, since row-level security keeps what is joined in the query out of the index. */
const last = '\u{10ffff}'

/** Changes with everything that `lookUpWords` reads. `+` at its end tells that changes wait to be counted. */
export const corpusState = `(
  select concat_ws(' ', (select concat(count(*), ' ', sum(counted)) from corpora where company_id = $1),
    (select concat(count(*), ' ', sum(extract(epoch from updated_at))) from synonyms where company_id = $1),
    case when exists (select from corpus_changes where company_id = $1) then '+' end))`

/** One walk of the index per stem: a plan that a table without statistics does not lead astray. */
const entriesOf = (stem: string) => `
  select word, stem, document_frequency from vocabulary
  where company_id = $1 and stem = ${stem} and document_frequency > 0 offset 0`

/** Closer comparison of what is spelled alike, about as long, is left to the caller. */
const text = `
  with known as materialized (
    select entry.word, entry.stem, entry.document_frequency
    from unnest($2::text[]) as wanted (stem) cross join lateral (${entriesOf('wanted.stem')}) as entry
    union
    select entry.word, entry.stem, entry.document_frequency
    from unnest($3::text[]) as wanted (stem) cross join lateral (${entriesOf('wanted.stem')}) as entry
    where entry.word = any ($4::text[])
  ), similar_words as (
    select wanted.word as sought, entry.word, entry.stem, entry.document_frequency
    from unnest($5::text[], $6::text[], $7::text[], $8::text[], $14::integer[], $15::integer[])
      as wanted (word, suffix, first, past, shortest, longest)
    cross join lateral (
      select stem, word from vocabulary
      where company_id = $1 and stem >= wanted.first and stem < wanted.past
        and length(word) between wanted.shortest and wanted.longest
        and (wanted.suffix = '' or right(word, length(wanted.suffix)) = wanted.suffix)
      offset 0
    ) as candidate
    cross join lateral (${entriesOf('candidate.stem')}) as entry
    where entry.word = candidate.word and wanted.word not in (select word from known)
    limit 2000
  ), compounds as (
    select part.word as sought, entry.word, entry.stem, entry.document_frequency
    from unnest($9::text[], $10::text[], $11::text[], $12::text[]) as part (word, past_beginning, ending, past_ending)
    cross join lateral (
      select stem, word from vocabulary
      where company_id = $1 and stem > part.word and stem < part.past_beginning and reversed is not null
      union all
      select stem, word from vocabulary
      where company_id = $1 and reversed > part.ending and reversed < part.past_ending
      offset 0
    ) as candidate
    cross join lateral (${entriesOf('candidate.stem')}) as entry
    where entry.word = candidate.word
    limit 200
  )
  select
    (select coalesce(json_agg(json_build_array(word, stem, document_frequency)), '[]') from known) as known,
    (select coalesce(json_agg(json_build_array(sought, word, stem, document_frequency)), '[]') from similar_words) as similar,
    (select coalesce(json_agg(json_build_array(sought, word, stem, document_frequency)), '[]') from compounds) as compounds,
    (select coalesce(json_agg(phrases), '[]') from synonyms where company_id = $1) as synonyms,
    coalesce(sum(chunks), 0)::integer as chunks,
    (coalesce(sum(length), 0) / greatest(coalesce(sum(chunks), 0), 1))::real as "averageLength",
    ${corpusState} as state
  from corpora where company_id = $1 and connection_id = any ($13::text[])`

/** Answers one row, a `FoundWords`. */
export function lookUpWords(companyId: string, sought: SoughtWords, dataSourceIds: readonly string[]): NamedQuery {
  const { words, stems, spelled, parts } = sought
  const stemsInAllLanguages = [...new Set(words.flatMap(word => [word, ...languages.map(language => stem(word, language))]))]
  const ranges = spelled.flatMap(word => spellingRanges(word).map(({ prefix, suffix }) => ({ word, prefix, suffix })))
  const backwards = parts.map(reversed)
  return {
    name: 'retrieval-words',
    text,
    values: [
      companyId,
      stems,
      stemsInAllLanguages,
      words,
      ranges.map(({ word }) => word),
      ranges.map(({ suffix }) => suffix),
      ranges.map(({ prefix }) => prefix),
      ranges.map(({ prefix }) => prefix + last),
      parts,
      parts.map(part => part + last),
      backwards,
      backwards.map(part => part + last),
      dataSourceIds,
      ranges.map(({ word }) => word.length - slipsAllowed(word)),
      ranges.map(({ word }) => word.length + slipsAllowed(word)),
    ],
  }
}
