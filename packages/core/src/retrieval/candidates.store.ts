import type { NamedQuery } from '../db/named-query.ts'
import type { ChunkKind } from '../sources/chunk.ts'
import { corpusState } from './lookup.store.ts'

/** A passage that may answer, with what ranking needs. */
export interface Candidate {
  readonly chunk_id: string
  readonly connection_id: string
  readonly document_id: string
  readonly kind: ChunkKind
  readonly title: string
  readonly headings: string[]
  readonly body: string
  readonly fields: Record<string, string> | null
  readonly language: string | null
  readonly url: string | null
  readonly updated_at: Date
  /** Words of the body. */
  readonly length: number
  /** A `tsvector` as text. */
  readonly terms: string
}

/** What `findCandidates` answers, in one row. */
export interface FoundCandidates {
  /** The passages that match most by weight, best first. */
  readonly ids: readonly string[]
  /** See `corpusState`. */
  readonly state: string
}

const findText = `
  select array(
    select found.chunk_id from find_candidates($2::text[], $3::real[], $4::text[], $5::integer) as found order by found.weight desc
  ) as ids, ${corpusState} as state`

export const findCandidates = (
  companyId: string,
  queries: readonly { readonly terms: string; readonly weight: number }[],
  { dataSourceIds, limit }: { readonly dataSourceIds: readonly string[]; readonly limit: number },
): NamedQuery => ({
  name: 'retrieval-candidates',
  text: findText,
  values: [companyId, queries.map(({ terms }) => terms), queries.map(({ weight }) => weight), dataSourceIds, limit],
})

const readText = `
  select chunk.*, indexed.length, indexed.terms
  from unnest($2::text[]) as wanted (chunk_id)
  cross join lateral (
    select chunk_id, connection_id, document_id, kind, title, headings, body, fields, language, url, updated_at
    from chunks where company_id = $1 and chunks.chunk_id = wanted.chunk_id offset 0
  ) as chunk
  cross join lateral (
    select length, terms::text as terms from chunk_terms where company_id = $1 and chunk_terms.chunk_id = wanted.chunk_id offset 0
  ) as indexed`

/** Answers rows of `Candidate`, of those that are still there. */
export const readCandidates = (companyId: string, ids: readonly string[]): NamedQuery => ({
  name: 'retrieval-passages',
  text: readText,
  values: [companyId, ids],
})
