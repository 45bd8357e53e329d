import type { Language } from '../../words/language.ts'
import { stem } from '../../words/stem.ts'
import { tokenize } from '../../words/tokenize.ts'
import type { ConceptWord, FoundConcept } from './find-concepts.ts'

/** The company's own synonyms in a question: groups of phrases that mean the same to its customers. */
export function companyConcepts(
  words: readonly ConceptWord[],
  stemLanguages: readonly Language[],
  synonyms: readonly (readonly string[])[],
): FoundConcept[] {
  return stemLanguages.flatMap(language => {
    const asked = words.map(({ word }) => stem(word, language))
    return synonyms.flatMap(group => {
      const phrases = group.map(phrase => tokenize(phrase).map(({ word }) => stem(word, language)))
      return phrases.flatMap((phrase, which) =>
        asked.flatMap((_, from) => {
          if (phrase.length === 0 || !phrase.every((term, index) => asked[from + index] === term)) return []
          const places = words.slice(from, from + phrase.length).flatMap(({ place }) => place ?? [])
          return [{ places, length: phrase.length, synonyms: phrases.filter((_, other) => other !== which), related: [] }]
        }),
      )
    })
  })
}
