import type { FoundWords, VocabularyEntry } from '../lookup.store.ts'
import { inverseDocumentFrequency } from '../rank/inverse-document-frequency.ts'
import { weights } from '../rank/weights.ts'
import { stem } from '../words/stem.ts'
import { closestSpellings, isMisspelledGrammar } from './closest-spellings.ts'
import { compoundAlternatives } from './compound-alternatives.ts'
import { companyConcepts } from './concepts/company-concepts.ts'
import { conceptNamed, type FoundConcept, findConcepts, guessConceptWord } from './concepts/find-concepts.ts'
import type { Alternative, Group, Origin, QuestionWord, ReadQuestion } from './question.ts'
import { focusConcepts } from './question-focus.ts'

/** A question word with what the company's texts call it. */
export interface ResolvedWord {
  readonly source: QuestionWord
  readonly alternatives: readonly Alternative[]
  /** The word meant, when it is misspelled. */
  readonly corrected: string | null
}

/** The company's vocabulary as it bears on one question. */
export interface Lexicon {
  readonly stemsOfWord: ReadonlyMap<string, readonly string[]>
  readonly frequencyOfStem: ReadonlyMap<string, number>
  /** By an unknown word: what is spelled like it. */
  readonly similar: ReadonlyMap<string, readonly VocabularyEntry[]>
  /** By a word or its stem: compounds that begin or end with it. */
  readonly compounds: ReadonlyMap<string, readonly VocabularyEntry[]>
  readonly chunks: number
}

export function toLexicon({ known, similar, compounds, chunks }: Pick<FoundWords, 'known' | 'similar' | 'compounds' | 'chunks'>): Lexicon {
  const stemsOfWord = new Map<string, string[]>()
  const rest = new Map<string, number>()
  for (const [word, stemmed, frequency] of distinct([...similar, ...compounds].map(withoutSought), known)) {
    stemsOfWord.set(word, [...(stemsOfWord.get(word) ?? []), stemmed])
    // Forms of a word often share a passage: as if they fell independently.
    rest.set(stemmed, (rest.get(stemmed) ?? 1) * (1 - Math.min(1, frequency / Math.max(chunks, 1))))
  }
  const frequencyOfStem = new Map([...rest].map(([stemmed, share]) => [stemmed, Math.max(1, Math.round((1 - share) * chunks))]))
  return { stemsOfWord, frequencyOfStem, similar: bySought(similar), compounds: bySought(compounds), chunks }
}

const distinct = (...lists: readonly (readonly VocabularyEntry[])[]): Iterable<VocabularyEntry> =>
  new Map(lists.flat().map(entry => [`${entry[0]} ${entry[1]}`, entry])).values()

const withoutSought = ([, word, stemmed, frequency]: readonly [string, ...VocabularyEntry]): VocabularyEntry => [word, stemmed, frequency]

function bySought(found: readonly (readonly [string, ...VocabularyEntry])[]): Map<string, VocabularyEntry[]> {
  const result = new Map<string, VocabularyEntry[]>()
  for (const entry of found) {
    const list = result.get(entry[0])
    if (list) list.push(withoutSought(entry))
    else result.set(entry[0], [withoutSought(entry)])
  }
  return result
}

/** Every word's own alternatives: the same word in its forms, close spellings of an unknown one, compounds. */
export function resolveWords(question: ReadQuestion, lexicon: Lexicon): ResolvedWord[] {
  return question.words.map(source => {
    const stems = stemsOf(source, question, lexicon)
    const same = stems.map(term => alternative([term], 1, 'same', lexicon)).filter(found => found !== null)
    const compounds = compoundAlternatives(source.word, stems, question.stemLanguages, lexicon)
    const exact = lexicon.stemsOfWord.has(source.word)
    if (exact || source.kind !== 'word') return { source, alternatives: [...same, ...compounds], corrected: null }
    if (isMisspelledGrammar(source.word, question.stemLanguages[0]))
      return { source: { ...source, weight: 0 }, alternatives: [], corrected: null }
    const spellings = closestSpellings(source.word, lexicon.similar.get(source.word) ?? [])
    const weight = same.length > 0 || compounds.length > 0 ? weights.spelling * 0.7 : weights.spelling
    const corrected = spellings.flatMap(
      ({ stem: term, weight: closeness }) => alternative([term], weight * closeness, 'spelling', lexicon) ?? [],
    )
    const alternatives = [...same, ...compounds, ...corrected]
    // A word that the texts have nothing like may be one of the concepts, misspelled, whose other words they have.
    const meant = spellings[0]?.word ?? (alternatives.length === 0 ? guessConceptWord(source.word, question.stemLanguages) : null)
    return { source, alternatives, corrected: same.length > 0 ? null : meant }
  })
}

function stemsOf({ word, alternatives }: QuestionWord, { stemLanguages }: ReadQuestion, { stemsOfWord }: Lexicon): string[] {
  const spelled = [word, ...alternatives]
  return [...new Set(spelled.flatMap(form => [...(stemsOfWord.get(form) ?? []), ...stemLanguages.map(language => stem(form, language))]))]
}

export function alternative(
  terms: readonly string[],
  weight: number,
  origin: Origin,
  { frequencyOfStem, chunks }: Pick<Lexicon, 'frequencyOfStem' | 'chunks'>,
): Alternative | null {
  const least = Math.min(...terms.map(term => frequencyOfStem.get(term) ?? 0))
  if (least === 0) return null
  const documentFrequency = terms.length === 1 ? least : Math.max(1, Math.round(least / 2))
  return { terms, weight, origin, documentFrequency, worth: weight * inverseDocumentFrequency(documentFrequency, chunks) }
}

/** Concepts of the question, misspelled words read as what was meant, and the company's own synonyms. */
export function conceptsOf(
  words: readonly ResolvedWord[],
  question: ReadQuestion,
  synonyms: readonly (readonly string[])[],
): FoundConcept[] {
  const meant = question.all.map(({ word, place }) => ({ word: (place === null ? null : words[place]?.corrected) ?? word, place }))
  const focus = question.focus === null ? undefined : focusConcepts[question.focus]
  return [
    ...findConcepts(meant, question.stemLanguages),
    ...(focus ? [conceptNamed(focus)] : []),
    ...companyConcepts(meant, question.stemLanguages, synonyms),
  ]
}

/** One group per word, and one per phrase that means something as a whole, which holds those of its words. */
export function toGroups(words: readonly ResolvedWord[], found: readonly FoundConcept[], lexicon: Lexicon): Group[] {
  const single = words.map((word, place) => wordGroup(word, place, found, lexicon))
  const phrases = longestPhrases(found)
  const covered = new Set(phrases.flatMap(({ places }) => places))
  const whole = phrases.map(phrase => phraseGroup(single, phrase, lexicon))
  return [...single.filter(({ weight }, place) => weight > 0 && !covered.has(place)), ...whole].sort((a, b) => a.place - b.place)
}

function wordGroup({ source, alternatives }: ResolvedWord, place: number, found: readonly FoundConcept[], lexicon: Lexicon): Group {
  const concepts = found.filter(({ places, length }) => length === 1 && places[0] === place)
  const known = alternatives.some(({ origin }) => origin === 'same' || origin === 'spelling')
  const all = unique([...alternatives, ...conceptAlternatives(concepts, lexicon, known ? weights.synonym : weights.synonymOfUnknown)])
  return { word: source.word, place, weight: source.weight, alternatives: noRarerThanAsked(all, lexicon.chunks), parts: [] }
}

function phraseGroup(single: readonly Group[], phrase: Phrase, lexicon: Lexicon): Group {
  const parts = phrase.places.flatMap(place => single[place] ?? [])
  const alternatives = noRarerThanAsked(unique(conceptAlternatives(phrase.concepts, lexicon, weights.synonymOfUnknown)), lexicon.chunks)
  const weight = Math.max(...parts.map(part => part.weight), phrase.places.length === 0 ? weights.focusWords : 0)
  return { word: parts.map(({ word }) => word).join(' '), place: phrase.places[0] ?? -1, weight, alternatives, parts }
}

/**
 * A rare synonym of a common word tells no more than the word: its worth is held to that of the word as asked, or, when the texts do not
 * have that, to what all its synonyms are worth as if they were one word.
 */
function noRarerThanAsked(alternatives: readonly Alternative[], chunks: number): Alternative[] {
  const asked = alternatives.filter(({ origin }) => origin === 'same' || origin === 'spelling')
  const reference = (asked.length > 0 ? asked : alternatives).filter(({ origin }) => origin !== 'related')
  const frequencies = reference.map(({ documentFrequency, weight }) => documentFrequency * weight)
  const frequency = frequencies.reduce((sum, each) => sum + each, 0) / (asked.length > 0 ? 1 : Math.max(1, Math.sqrt(frequencies.length)))
  const most = inverseDocumentFrequency(Math.min(frequency, chunks), chunks)
  return alternatives.map(found => ({ ...found, worth: Math.min(found.worth, found.weight * most) })).sort((a, b) => b.worth - a.worth)
}

function conceptAlternatives(concepts: readonly FoundConcept[], lexicon: Lexicon, weight: number): Alternative[] {
  return concepts.flatMap(({ synonyms, related }) => [
    ...synonyms.flatMap(terms => alternative(terms, weight, 'synonym', lexicon) ?? []),
    ...related.flatMap(terms => alternative(terms, weights.related, 'related', lexicon) ?? []),
  ])
}

interface Phrase {
  readonly places: readonly number[]
  readonly concepts: readonly FoundConcept[]
}

/** Phrases of several words, longest first, none within another; what several concepts say of the same words is taken together. */
function longestPhrases(found: readonly FoundConcept[]): Phrase[] {
  const chosen: (Phrase & { concepts: FoundConcept[] })[] = []
  for (const concept of found.filter(({ length }) => length !== 1).sort((a, b) => b.length - a.length)) {
    const same = chosen.find(({ places }) => places.join() === concept.places.join())
    if (same) same.concepts.push(concept)
    else if (chosen.every(({ places }) => !places.some(place => concept.places.includes(place))))
      chosen.push({ places: concept.places, concepts: [concept] })
  }
  return chosen
}

/** The same terms once, with the best weight. */
function unique(alternatives: readonly Alternative[]): Alternative[] {
  const best = new Map<string, Alternative>()
  for (const found of alternatives) {
    const key = found.terms.join(' ')
    if ((best.get(key)?.weight ?? 0) < found.weight) best.set(key, found)
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight)
}
