import type { Db } from '../db/database.ts'
import type { ChunkKind } from '../sources/chunk.ts'
import { possibleParts } from './query/compound-alternatives.ts'
import type { FoundConcept } from './query/concepts/find-concepts.ts'
import { conceptsOf, type Lexicon, resolveWords, toGroups, toLexicon } from './query/expand-question.ts'
import type { AnalyzedQuestion, ReadQuestion } from './query/question.ts'
import { readQuestion } from './query/read-question.ts'
import { candidateQueries } from './rank/candidate-queries.ts'
import { diversify } from './rank/diversify.ts'
import { rerank } from './rank/rerank.ts'
import { type Match, scoreCandidate, wantedTerms } from './rank/score-candidate.ts'
import { termPositions } from './rank/term-positions.ts'
import { countChanges, findCandidates, lookUpWords, type SoughtWords, type WordLookup } from './retrieval.store.ts'
import { companySalt } from './words/company-salt.ts'
import { compounding } from './words/compounding.ts'
import { mayBeMisspelled } from './words/misspelling.ts'
import { stem } from './words/stem.ts'

export interface SearchRequest {
  readonly question: string
  /** Only these are searched. */
  readonly dataSourceIds: readonly string[]
  /** Passages wanted at most. */
  readonly limit: number
  /** Earlier questions of the conversation, newest last; used when the question cannot stand alone. */
  readonly history?: readonly string[]
  readonly now: Date
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
}

const mostCandidates = 80
/** Of the candidates the best are read sentence by sentence. */
const mostRead = 30

/** The passages that answer a question best. `db` is bound to the company (`inCompany`); two round trips. */
export async function search(db: Db, companyId: string, request: SearchRequest): Promise<Passage[]> {
  const salt = companySalt(companyId)
  const read = readQuestion(request.question)
  if (read.words.length === 0 || request.dataSourceIds.length === 0) return []
  const question = await expand(db, companyId, read, request.dataSourceIds)
  const queries = candidateQueries(question, salt)
  if (queries.length === 0) return []
  const candidates = await findCandidates(db, companyId, queries, { dataSourceIds: request.dataSourceIds, limit: mostCandidates })
  const wanted = wantedTerms(question)
  const ranked = candidates
    .map(candidate => scoreCandidate(question, candidate, termPositions(candidate.terms, salt, wanted)))
    .sort((a, b) => b.score - a.score)
  return diversify(rerank(question, ranked.slice(0, mostRead)), request.limit).map(match => toPassage(match, question))
}

async function expand(db: Db, companyId: string, read: ReadQuestion, dataSourceIds: readonly string[]): Promise<AnalyzedQuestion> {
  const lookup = await lookUpCounted(db, companyId, soughtWords(read, dataSourceIds))
  const lexicon = toLexicon(lookup)
  const resolved = resolveWords(read, lexicon)
  const found = conceptsOf(resolved, read, lookup.synonyms)
  const missing = conceptStems(found).filter(term => !lexicon.frequencyOfStem.has(term))
  const isCorrected = resolved.some(({ corrected }) => corrected !== null)
  const added =
    isCorrected || lookup.synonyms.length > 0 ? await lookUpWords(db, companyId, { ...nothing, stems: missing, dataSourceIds }) : null
  const whole = added ? toLexicon({ ...lookup, known: [...lookup.known, ...added.known] }) : lexicon
  return {
    groups: toGroups(resolved, found, whole),
    language: read.language ?? languageOfWords(read, lexicon),
    focus: read.focus,
    isProcedure: read.isProcedure,
    chunks: lookup.chunks,
    averageLength: lookup.averageLength,
  }
}

/** The first search after documents changed counts them in. */
async function lookUpCounted(db: Db, companyId: string, sought: SoughtWords): Promise<WordLookup> {
  const lookup = await lookUpWords(db, companyId, sought)
  if (!lookup.uncounted) return lookup
  await countChanges(db, companyId)
  return lookUpWords(db, companyId, sought)
}

const nothing = { words: [], spelled: [], parts: [] }

function soughtWords(read: ReadQuestion, dataSourceIds: readonly string[]): SoughtWords {
  const { words, stemLanguages } = read
  const spelled = words.map(({ word }) => word)
  const concepts = conceptsOf([], read, [])
  const compounds = stemLanguages.some(language => compounding.has(language))
  return {
    words: [...new Set(words.flatMap(({ word, alternatives }) => [word, ...alternatives, ...possibleParts(word)]))],
    stems: [...new Set([...spelled.flatMap(word => stemLanguages.map(language => stem(word, language))), ...conceptStems(concepts)])],
    spelled: words.flatMap(({ word, kind }) => (kind === 'word' && mayBeMisspelled(word) ? [word] : [])),
    parts: compounds ? spelled.flatMap(word => [word, stem(word, stemLanguages[0] ?? null).replace(/_[a-z]{2}$/, '')]).filter(isPart) : [],
    dataSourceIds,
  }
}

const conceptStems = (concepts: readonly FoundConcept[]): string[] => [
  ...new Set(concepts.flatMap(({ synonyms, related }) => [...synonyms, ...related].flat())),
]

/** A part of a compound has at least four letters. */
const isPart = (word: string): boolean => word.length >= 4

/** The language most of a question's words have in the company's texts, for questions whose grammar does not tell. */
function languageOfWords({ words }: ReadQuestion, { stemsOfWord }: Lexicon): string | null {
  const counts = new Map<string, number>()
  for (const { word } of words) {
    for (const term of stemsOfWord.get(word) ?? []) {
      const language = /_([a-z]{2})$/.exec(term)?.[1] ?? 'en'
      counts.set(language, (counts.get(language) ?? 0) + 1)
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
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
