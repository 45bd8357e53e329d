import { compounding } from '../../words/compounding.ts'
import { editDistance } from '../../words/edit-distance.ts'
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

/** Shorter words have too many neighbours. */
const shortestGuessed = 6
const shortestHead = 4
/** What stands before the head of a compound. */
const shortestPart = 3

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

/** Single words of the concepts by language, as they are spelled. */
const spelled = new Map<Language, Set<string>>(languages.map(language => [language, new Set()]))

for (const concept of concepts) {
  for (const language of languages) {
    for (const entry of concept[language]?.split(',') ?? []) {
      const [only, another] = tokenize(entry)
      if (only && !another && only.word.length >= shortestHead) spelled.get(language)?.add(only.word)
    }
  }
}

/**
 * The word of a concept that is probably meant by one that neither texts nor concepts have: what it is misspelled from, or the thing that a
 * compound names at its end (`Regenjacke` is a jacket). null when nothing is near, or several are.
 */
export function guessConceptWord(word: string, stemLanguages: readonly Language[]): string | null {
  if (stemLanguages.some(language => spelled.get(language)?.has(word))) return null
  for (const language of stemLanguages) {
    const guessed = closestWord(word, language) ?? (compounding.has(language) ? headOf(word, language) : null)
    if (guessed !== null) return guessed
  }
  return null
}

function closestWord(word: string, language: Language): string | null {
  if (word.length < shortestGuessed) return null
  const slips = word.length < 8 ? 1 : 2
  const sought = stem(word, language)
  const near = [...(spelled.get(language) ?? [])].filter(candidate => {
    return (
      candidate[0] === word[0] && candidate.length >= shortestGuessed && editDistance(sought, stem(candidate, language), slips) <= slips
    )
  })
  return new Set(near.map(candidate => stem(candidate, language))).size === 1 ? (near[0] ?? null) : null
}

function headOf(word: string, language: Language): string | null {
  for (let from = shortestPart; from <= word.length - shortestHead; from += 1) {
    const end = word.slice(from)
    if (spelled.get(language)?.has(end)) return end
  }
  return null
}

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
