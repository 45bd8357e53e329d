import { detectLanguage } from '../../retrieval/words/detect-language.ts'
import { fold } from '../../retrieval/words/fold.ts'
import type { BuiltinQuestion } from './builtin-answer.ts'

/** What a word of one language alone counts; less may be chance, as `under` is in `mugs under 25 euros`. */
const surely = 1.9

/** The language of the question, or of what the visitor wrote before when the question alone does not tell; BCP 47. */
export function spokenLanguage({ question, history }: Pick<BuiltinQuestion, 'question' | 'history'>): string | null {
  const said = [
    question,
    ...history
      .filter(({ role }) => role === 'user')
      .map(({ content }) => content)
      .reverse(),
  ]
  for (const text of said) {
    const language = textLanguage(text)
    if (language) return language
  }
  return null
}

/** The language of one short text as far as it surely tells. */
export function textLanguage(text: string): string | null {
  const words = text.replace(/\S+@\S+/g, ' ')
  return detectLanguage(words, fold(words).match(/[\p{L}\p{M}]+/gu) ?? [], surely)
}
