import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import { readQuestion } from '../../retrieval/query/read-question.ts'
import { stem } from '../../retrieval/words/stem.ts'

/** A question without search's knowledge of the texts: every content word counts alike. */
export function understand(question: string): AnalyzedQuestion {
  const { words, stemLanguages, language, focus, counted, isProcedure } = readQuestion(question)
  const groups = words.map(({ word, weight }, place) => ({
    word,
    weight,
    place,
    alternatives: stemLanguages.map(stemLanguage => ({
      terms: [stem(word, stemLanguage)],
      weight: 1,
      worth: 1,
      documentFrequency: 1,
      origin: 'same' as const,
    })),
    parts: [],
  }))
  return { groups, language, focus, counted, isProcedure, chunks: 100, averageLength: 100 }
}
