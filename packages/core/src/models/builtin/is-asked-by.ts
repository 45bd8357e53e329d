import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import { termsOf } from '../../retrieval/rank/shared-meaning.ts'
import { functionWords } from '../../retrieval/words/function-words.ts'
import { toLanguage } from '../../retrieval/words/language.ts'
import { tokenize } from '../../retrieval/words/tokenize.ts'

/** Share of a heading's content words that the visitor's question must speak of to be the same. */
const same = 0.6

/** Whether a heading that is a question is, as far as its words tell, what the visitor asks. */
export function isAskedBy(heading: string, language: string | null, question: AnalyzedQuestion): boolean {
  const grammar = functionWords.get(toLanguage(language) ?? 'en')
  const content = tokenize(heading).filter(({ word }) => !grammar?.has(word))
  const asked = new Set(
    question.groups.flatMap(group => [group, ...group.parts]).flatMap(({ alternatives }) => alternatives.flatMap(({ terms }) => terms)),
  )
  const spoken = content.filter(({ word }) => !termsOf(word, language).isDisjointFrom(asked))
  return spoken.length >= content.length * same
}
