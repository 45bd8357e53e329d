import type { Db } from '../db/database.ts'
import type { ChunkKind } from '../sources/chunk.ts'
import { expandQuestion, isUncounted } from './ask-words.ts'
import { type Candidate, type FoundCandidates, findCandidates, readCandidates } from './candidates.store.ts'
import { curatedSource } from './curated/curated-chunk.ts'
import { curatedFit } from './curated/curated-fit.ts'
import type { SearchMemory } from './memory/search-memory.ts'
import { ask, type Place } from './place.ts'
import type { AnalyzedQuestion, ReadQuestion } from './query/question.ts'
import { withEarlier } from './query/with-earlier.ts'
import { candidateQueries } from './rank/candidate-queries.ts'
import { diversify } from './rank/diversify.ts'
import { rerank } from './rank/rerank.ts'
import { type Match, scoreCandidate, wantedTerms } from './rank/score-candidate.ts'
import { termPositions } from './rank/term-positions.ts'
import { companySalt } from './words/company-salt.ts'

export interface SearchRequest {
  readonly question: string
  /** Only these are searched. */
  readonly dataSourceIds: readonly string[]
  /** Milliseconds since 1970: curated answers are valid for a time. */
  readonly now: number
  /** Passages wanted at most. */
  readonly limit: number
  /** Earlier questions of the conversation, newest last; used when the question cannot stand alone. */
  readonly history?: readonly string[]
}

/** A passage found, best first. */
export interface Passage {
  readonly chunkId: string
  readonly dataSourceId: string
  readonly documentId: string
  readonly kind: ChunkKind
  readonly title: string
  readonly headings: readonly string[]
  readonly url: string | null
  readonly body: string
  readonly fields: Readonly<Record<string, string>> | null
  readonly language: string | null
  /** Comparable within one search only. */
  readonly score: number
  /** Share of what the question's words tell that the passage holds, 0 to 1. */
  readonly coverage: number
  /** How the question was understood; the same for all passages of a search. */
  readonly understood: AnalyzedQuestion
  readonly updatedAt: Date
  /** An answer that the company gave itself; `body` is what it says. */
  readonly curated?: true
}

const mostCandidates = 80
/** Of the candidates the best are read sentence by sentence. */
const mostRead = 30
const mostCurated = 2

/** The passages that answer a question best: one round trip, and one or two more for words and passages that `memory` does not hold. */
export async function search(pool: Db, memory: SearchMemory, companyId: string, request: SearchRequest): Promise<Passage[]> {
  const read = withEarlier(request.question, request.history ?? [])
  if (read.words.length === 0 || request.dataSourceIds.length === 0) return []
  const at: Place = {
    pool,
    memory,
    companyId,
    dataSourceIds: request.dataSourceIds,
    key: `${companyId} ${request.dataSourceIds.join(' ')}`,
  }
  let first = await find(at, read)
  // What was remembered is of other texts than were searched just now.
  if (first.isOutdated) first = await find(at, read)
  const { question, candidates } = first
  const wanted = wantedTerms(question)
  const salt = companySalt(companyId)
  const curated = candidates.flatMap(candidate => toCurated(candidate, question, request.now) ?? []).sort((a, b) => b.score - a.score)
  const answers = new Map(curated.toReversed().map(answer => [answer.documentId, answer]))
  const ranked = candidates
    .filter(({ connection_id }) => connection_id !== curatedSource)
    .map(candidate => scoreCandidate(question, candidate, termPositions(candidate.terms, salt, wanted)))
    .sort((a, b) => b.score - a.score)
  const found = diversify(rerank(question, ranked.slice(0, mostRead)), request.limit).map(match => toPassage(match, question))
  return [...[...answers.values()].toReversed().slice(0, mostCurated), ...found].slice(0, request.limit)
}

/** A curated answer that means what was asked, before everything else; null for others. */
function toCurated(candidate: Candidate, understood: AnalyzedQuestion, now: number): Passage | null {
  if (candidate.connection_id !== curatedSource) return null
  const fit = curatedFit(understood, candidate, now)
  if (fit === null) return null
  const { question = '', answer = '', language = null } = candidate.fields ?? {}
  const match = { candidate: { ...candidate, title: question, body: answer, fields: null, language }, score: 100 + fit, coverage: fit }
  return { ...toPassage(match, understood), curated: true }
}

async function find(at: Place, read: ReadQuestion) {
  const { memory, companyId, dataSourceIds, key } = at
  const { question, state } = await expandQuestion(at, read)
  const queries = candidateQueries(question, companySalt(companyId))
  const [found] = await ask<FoundCandidates>(at, findCandidates(companyId, queries, { dataSourceIds, limit: mostCandidates }))
  const isOutdated = found?.state !== state
  if (isOutdated || isUncounted(state)) memory.words.forget(key)
  return { question, candidates: await recallCandidates(at, found?.ids ?? []), isOutdated }
}

/** In the order of the ids. */
async function recallCandidates(at: Place, ids: readonly string[]): Promise<Candidate[]> {
  const { memory, companyId } = at
  const missing = ids.filter(id => !memory.passages.find(companyId, id))
  const read = new Map<string, Candidate>()
  if (missing.length > 0) {
    for (const candidate of await ask<Candidate>(at, readCandidates(companyId, missing))) read.set(candidate.chunk_id, candidate)
    memory.passages.keep(companyId, [...read.values()])
  }
  return ids.flatMap(id => read.get(id) ?? memory.passages.find(companyId, id) ?? [])
}

function toPassage({ candidate, score, coverage }: Match, understood: AnalyzedQuestion): Passage {
  const { chunk_id, connection_id, document_id, kind, title, headings, url, body, fields, language, updated_at } = candidate
  return {
    chunkId: chunk_id,
    dataSourceId: connection_id,
    documentId: document_id,
    kind,
    title,
    headings,
    url,
    body,
    fields,
    language,
    score,
    coverage,
    understood,
    updatedAt: updated_at,
  }
}
