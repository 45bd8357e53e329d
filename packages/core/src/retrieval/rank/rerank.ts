import { withoutAddresses } from '../indexing/analyze-chunk.ts'
import type { AnalyzedQuestion } from '../query/question.ts'
import { hasMark } from '../words/answer-marks.ts'
import { fold } from '../words/fold.ts'
import { functionWords } from '../words/function-words.ts'
import { toLanguage } from '../words/language.ts'
import { tokenize } from '../words/tokenize.ts'
import type { Match } from './score-candidate.ts'
import { sharedMeaning, termsOf } from './shared-meaning.ts'
import { weights } from './weights.ts'

/** Reads the best passages once more, as a person would: is there one sentence that speaks of it all, in my language, with the kind of thing I asked for? */
export const rerank = (question: AnalyzedQuestion, matches: readonly Match[]): Match[] =>
  matches.map(match => ({ ...match, score: match.score * readability(question, match) })).sort((a, b) => b.score - a.score)

function readability(question: AnalyzedQuestion, { candidate }: Match): number {
  const { title, headings, body, language, kind } = candidate
  const text = withoutAddresses(body)
  const head = termsOf([title, ...headings].join(' '), language)
  const sentence = Math.max(0, ...sentences(text).map(part => sharedMeaning(question, termsOf(part, language), head)))
  const focused = question.focus === null || hasMark(fold(text), question.focus)
  const foreign = question.language !== null && language !== null && toLanguage(language) !== toLanguage(question.language)
  return (
    (1 - weights.sentence + weights.sentence * sentence) *
    (focused ? 1 : 1 - weights.focus) *
    (kind === 'product' && question.isProcedure ? 1 - weights.productForProcedure : 1) *
    (foreign ? 1 - weights.language : 1) *
    (1 - weights.heading + weights.heading * headingFit(question, headings.at(-1) ?? title, language))
  )
}

const sentences = (text: string): string[] => text.split(/(?<=[.!?。！？])\s+|\n+/).filter(part => part.length > 1)

/** Share of the heading's content words that the question speaks of: `Return sale items?` is not about returning items. */
function headingFit(question: AnalyzedQuestion, heading: string, language: string | null): number {
  const stopWords = functionWords.get(toLanguage(language) ?? 'en')
  const words = tokenize(heading).filter(({ word }) => !stopWords?.has(word))
  if (words.length === 0) return 0.5
  const asked = new Set(
    question.groups.flatMap(group => [group, ...group.parts]).flatMap(({ alternatives }) => alternatives.flatMap(({ terms }) => terms)),
  )
  return words.filter(({ word }) => [...termsOf(word, language)].some(term => asked.has(term))).length / words.length
}
