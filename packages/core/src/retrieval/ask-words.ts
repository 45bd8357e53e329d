import { inCompany } from '../db/in-company.ts'
import { type FoundWords, lookUpWords, type SoughtWords } from './lookup.store.ts'
import { ask, type Place } from './place.ts'
import { possibleParts } from './query/compound-alternatives.ts'
import type { FoundConcept } from './query/concepts/find-concepts.ts'
import { conceptsOf, type Lexicon, resolveWords, toGroups, toLexicon } from './query/expand-question.ts'
import type { AnalyzedQuestion, ReadQuestion } from './query/question.ts'
import { countChanges } from './retrieval.store.ts'
import { compounding } from './words/compounding.ts'
import { mayBeMisspelled } from './words/misspelling.ts'
import { stem } from './words/stem.ts'

/** A question in the words of the company's texts, and the state of these that it holds for. */
export async function expandQuestion(at: Place, read: ReadQuestion): Promise<{ question: AnalyzedQuestion; state: string }> {
  const lookup = await lookUpCounted(at, soughtWords(read))
  const lexicon = toLexicon(lookup)
  const resolved = resolveWords(read, lexicon)
  const found = conceptsOf(resolved, read, lookup.synonyms)
  const missing = conceptStems(found).filter(term => !lexicon.frequencyOfStem.has(term))
  const isCorrected = resolved.some(({ corrected }) => corrected !== null)
  const added = isCorrected || lookup.synonyms.length > 0 ? await lookUp(at, { ...nothing, stems: missing }) : null
  const whole = added ? toLexicon({ ...lookup, known: [...lookup.known, ...added.known] }) : lexicon
  const question = {
    groups: toGroups(resolved, found, whole),
    language: read.language ?? languageOfWords(read, lexicon),
    focus: read.focus,
    counted: read.counted,
    isProcedure: read.isProcedure,
    chunks: lookup.chunks,
    averageLength: lookup.averageLength,
  }
  return { question, state: lookup.state }
}

/** The first search after documents changed counts them in. */
async function lookUpCounted(at: Place, sought: SoughtWords): Promise<FoundWords> {
  const found = await lookUp(at, sought)
  if (!isUncounted(found.state)) return found
  await inCompany(at.pool, at.companyId, db => countChanges(db, at.companyId, { wait: true }))
  at.memory.words.forget(at.key)
  return lookUp(at, sought)
}

/** What is remembered of the sought words, the rest looked up. */
async function lookUp(at: Place, sought: SoughtWords): Promise<FoundWords> {
  const { memory, companyId, dataSourceIds, key } = at
  const missing = memory.words.missing(key, sought)
  const remembered = missing === null ? memory.words.recall(key, sought) : null
  if (remembered) return remembered
  const learn = async (what: SoughtWords) => {
    const [found] = await ask<FoundWords>(at, lookUpWords(companyId, what, dataSourceIds))
    if (!found) throw new TypeError('the lookup of words always answers')
    memory.words.learn(key, what, found)
    return found
  }
  const found = await learn(missing ?? sought)
  // Others may have searched meanwhile, and what was known before may be of another state.
  if (memory.words.missing(key, sought) === null) return memory.words.recall(key, sought) ?? found
  return learn(sought)
}

/** Whether changes wait to be counted, at a state of the texts. */
export const isUncounted = (state: string): boolean => state.endsWith('+')

const nothing = { words: [], spelled: [], parts: [] }

function soughtWords(read: ReadQuestion): SoughtWords {
  const { words, stemLanguages } = read
  const spelled = words.map(({ word }) => word)
  const concepts = conceptsOf([], read, [])
  const compounds = stemLanguages.some(language => compounding.has(language))
  return {
    words: [...new Set(words.flatMap(({ word, alternatives }) => [word, ...alternatives, ...possibleParts(word)]))],
    stems: [...new Set([...spelled.flatMap(word => stemLanguages.map(language => stem(word, language))), ...conceptStems(concepts)])],
    spelled: [...new Set(words.flatMap(({ word, kind }) => (kind === 'word' && mayBeMisspelled(word) ? [word] : [])))],
    parts: compounds
      ? [...new Set(spelled.flatMap(word => [word, stem(word, stemLanguages[0] ?? null).replace(/_[a-z]{2}$/, '')]).filter(isPart))]
      : [],
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
