import { functionWords } from '../../words/function-words.ts'
import { type Language, languages } from '../../words/language.ts'
import { stem } from '../../words/stem.ts'
import { tokenize } from '../../words/tokenize.ts'
import { concepts } from './concepts.ts'

/** A word of a question as concepts are looked for: all words count, `not received` is not `received`. */
export interface ConceptWord {
  readonly word: string
  /** Place among the content words; null for words of grammar. */
  readonly place: number | null
}

/** A part of a question that means something nameable, and the other words for it. */
export interface FoundConcept {
  /** Content words it takes up, in order; none where grammar alone says it, as in `how much`. */
  readonly places: readonly number[]
  /** Words in all; a phrase has several. */
  readonly length: number
  readonly synonyms: readonly (readonly string[])[]
  readonly related: readonly (readonly string[])[]
}

interface Phrase {
  readonly stems: readonly string[]
  readonly concept: CompiledConcept
}

interface CompiledConcept {
  /** As texts are searched for it: single words, and phrases of two content words. */
  readonly sought: (readonly string[])[]
  readonly see: readonly string[]
}

const byName = new Map<string, CompiledConcept>()
const byFirstStem = new Map<string, Phrase[]>()

for (const { name, see, ...phrases } of concepts) {
  const concept: CompiledConcept = { sought: [], see: see?.split(/\s*,\s*/) ?? [] }
  if (name) byName.set(name, concept)
  for (const language of languages) {
    for (const phrase of phrases[language]?.split(',') ?? []) addPhrase(phrase, language, concept)
  }
}

function addPhrase(entry: string, language: Language, concept: CompiledConcept): void {
  const words = tokenize(entry).map(({ word }) => word)
  const stems = words.map(word => stem(word, language))
  const content = words.filter(word => !functionWords.get(language)?.has(word))
  const sign = entry.trim().charAt(0)
  if (sign !== '<' && (words.length === 1 || content.length === 2))
    concept.sought.push(content.length === 0 ? stems : content.map(word => stem(word, language)))
  if (sign === '>') return
  const key = `${language} ${stems[0]}`
  byFirstStem.set(key, [...(byFirstStem.get(key) ?? []), { stems, concept }])
}

/** The words of a concept by its name. */
export const conceptNamed = (name: string): FoundConcept => ({
  places: [],
  length: 0,
  synonyms: byName.get(name)?.sought ?? [],
  related: [],
})

/** Concepts in a question, in any of its likely languages. Between the words of a phrase little words may stand: `get my money back`. */
export function findConcepts(words: readonly ConceptWord[], stemLanguages: readonly Language[]): FoundConcept[] {
  return stemLanguages.flatMap(language => {
    const stems = words.map(({ word }) => stem(word, language))
    return stems.flatMap((first, from) =>
      (byFirstStem.get(`${language} ${first}`) ?? []).flatMap(phrase => {
        const to = endOfPhrase(phrase.stems, from, stems, words)
        return to === null ? [] : describe(phrase, words.slice(from, to + 1))
      }),
    )
  })
}

const mostBetween = 2

/** Where a phrase that begins at `from` ends; null when it does not stand there. */
function endOfPhrase(phrase: readonly string[], from: number, stems: readonly string[], words: readonly ConceptWord[]): number | null {
  if (phrase.length === 1) return words[from]?.place === null ? null : from
  let at = from
  for (const wanted of phrase.slice(1)) {
    let skipped = 0
    at += 1
    while (stems[at] !== wanted) {
      if (words[at]?.place !== null || skipped === mostBetween) return null
      skipped += 1
      at += 1
    }
  }
  return at
}

function describe({ stems, concept }: Phrase, words: readonly ConceptWord[]): FoundConcept {
  const own = stems.join(' ')
  return {
    places: words.flatMap(({ place }) => place ?? []),
    length: stems.length,
    synonyms: concept.sought.filter(phrase => phrase.join(' ') !== own),
    related: concept.see.flatMap(name => byName.get(name)?.sought ?? []),
  }
}
