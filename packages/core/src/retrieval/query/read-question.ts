import { detectLanguage, likelyLanguages } from '../words/detect-language.ts'
import { fold } from '../words/fold.ts'
import { functionWords } from '../words/function-words.ts'
import { type Language, toLanguage } from '../words/language.ts'
import { type Token, tokenize } from '../words/tokenize.ts'
import type { QuestionWord, ReadQuestion } from './question.ts'
import { questionFocus, withoutAskingWords } from './question-focus.ts'

const mostWords = 40

/** Content words of a question, and the language it is in. A question of function words alone keeps them: it is all there is. */
export function readQuestion(question: string, weight = 1): ReadQuestion {
  const text = fold(question.slice(0, 2000))
  const tokens = tokenize(withoutAskingWords(text))
  const words = tokenize(text).map(({ word }) => word)
  const language = detectLanguage(question, words)
  const stemLanguages = languagesToStem(language, words)
  const content = tokens.filter(token => !isFunctionWord(token, stemLanguages))
  const kept = content.length > 0 ? content : tokens
  return { words: kept.slice(0, mostWords).map(token => ({ ...token, weight })), language, stemLanguages, focus: questionFocus(text) }
}

function languagesToStem(language: string | null, words: readonly string[]): Language[] {
  const detected = toLanguage(language)
  return [...new Set<Language>([...(detected ? [detected] : []), ...likelyLanguages(words), 'en'])].slice(0, 3)
}

/** Function words are those of the likeliest language; a single letter says nothing in any. */
function isFunctionWord({ word, kind, alternatives }: Token, languages: readonly Language[]): boolean {
  if (kind !== 'word' || alternatives.length > 0) return false
  const [likeliest] = languages
  return /^[a-z]$/.test(word) || (likeliest !== undefined && (functionWords.get(likeliest)?.has(word) ?? false))
}

/** The words of an earlier question, weaker, when the new one cannot stand alone. */
export function withHistory(current: ReadQuestion, earlier: ReadQuestion | null): ReadQuestion {
  if (!earlier) return current
  const known = new Set(current.words.map(({ word }) => word))
  const added: QuestionWord[] = earlier.words.filter(({ word }) => !known.has(word))
  return { ...current, words: [...current.words, ...added] }
}
