import type { AnalyzedQuestion } from '../query/question.ts'
import { hasMark } from '../words/answer-marks.ts'
import { toLanguage } from '../words/language.ts'
import { type PassageReading, readingOf } from './passage-reading.ts'
import { type Match, wantedTerms } from './score-candidate.ts'
import { sharedMeaning } from './shared-meaning.ts'
import { weights } from './weights.ts'

/** Reads the best passages once more, as a person would: is there one sentence that speaks of it all, in my language, with the kind of thing I asked for? */
export function rerank(question: AnalyzedQuestion, matches: readonly Match[]): Match[] {
  const asked = wantedTerms(question)
  return matches.map(match => ({ ...match, score: match.score * readability(question, asked, match) })).sort((a, b) => b.score - a.score)
}

function readability(question: AnalyzedQuestion, asked: ReadonlySet<string>, { candidate }: Match): number {
  const { language, kind } = candidate
  const reading = readingOf(candidate)
  const telling = reading.sentences.filter(terms => !terms.isDisjointFrom(asked))
  const sentence = Math.max(...[nothing, ...telling].map(terms => sharedMeaning(question, terms, reading.head)))
  const focused = question.focus === null || hasMark(reading.folded, question.focus)
  const foreign = question.language !== null && language !== null && toLanguage(language) !== toLanguage(question.language)
  return (
    (1 - weights.sentence + weights.sentence * sentence) *
    (focused ? 1 : 1 - weights.focus) *
    (kind === 'product' && question.isProcedure ? 1 - weights.productForProcedure : 1) *
    (foreign ? 1 - weights.language : 1) *
    (1 - weights.heading + weights.heading * headingFit(asked, reading))
  )
}

const nothing: ReadonlySet<string> = new Set()

/** Share of the heading's content words that the question speaks of: `Return sale items?` is not about returning items. */
function headingFit(asked: ReadonlySet<string>, { heading }: PassageReading): number {
  if (heading.length === 0) return 0.5
  return heading.filter(terms => !terms.isDisjointFrom(asked)).length / heading.length
}
