import { functionWords } from '../../words/function-words.ts'
import { type Language, languages } from '../../words/language.ts'
import { stem } from '../../words/stem.ts'
import { tokenize } from '../../words/tokenize.ts'
import { concepts } from './concepts.ts'

/** A place of a question that means something nameable, and the other words for it. */
export interface FoundConcept {
  readonly from: number
  /** Last place, included. */
  readonly to: number
  readonly synonyms: readonly (readonly string[])[]
  readonly related: readonly (readonly string[])[]
}

interface Phrase {
  readonly stems: readonly string[]
  readonly concept: CompiledConcept
}

interface CompiledConcept {
  readonly phrases: readonly (readonly string[])[]
  readonly see: readonly string[]
}

/** Longer phrases are recognised, but nobody else's text is expected to use them. */
const longestSought = 2

const byName = new Map<string, CompiledConcept>()
const byFirstStem = new Map<string, Phrase[]>()

for (const { name, see, ...words } of concepts) {
  const phrases: (readonly string[])[] = []
  const concept: CompiledConcept = { phrases, see: see?.split(/\s+/) ?? [] }
  if (name) byName.set(name, concept)
  for (const language of languages) {
    for (const phrase of words[language]?.split(',') ?? []) {
      const stems = phraseStems(phrase, language)
      phrases.push(stems)
      const key = `${language} ${stems[0]}`
      byFirstStem.set(key, [...(byFirstStem.get(key) ?? []), { stems, concept }])
    }
  }
}

/** Concepts among a question's content words, in any of its likely languages. */
export function findConcepts(words: readonly string[], stemLanguages: readonly Language[]): FoundConcept[] {
  const found: FoundConcept[] = []
  for (const language of stemLanguages) {
    const stems = words.map(word => stem(word, language))
    stems.forEach((first, from) => {
      for (const phrase of byFirstStem.get(`${language} ${first}`) ?? []) {
        if (phrase.stems.every((term, index) => stems[from + index] === term)) found.push(describe(phrase, from))
      }
    })
  }
  return found
}

function describe({ stems, concept }: Phrase, from: number): FoundConcept {
  const own = stems.join(' ')
  return {
    from,
    to: from + stems.length - 1,
    synonyms: sought(concept).filter(phrase => phrase.join(' ') !== own),
    related: concept.see.flatMap(name => sought(byName.get(name))),
  }
}

const sought = (concept: CompiledConcept | undefined) => concept?.phrases.filter(phrase => phrase.length <= longestSought) ?? []

/** As content words of a question come: without function words, unless there is nothing else. */
function phraseStems(phrase: string, language: Language): string[] {
  const words = tokenize(phrase).map(({ word }) => word)
  const content = words.filter(word => !functionWords.get(language)?.has(word))
  return (content.length > 0 ? content : words).map(word => stem(word, language))
}
