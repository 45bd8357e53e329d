import { weights } from '../rank/weights.ts'
import { detectLanguage, likelyLanguages } from '../words/detect-language.ts'
import { fold } from '../words/fold.ts'
import { functionWords } from '../words/function-words.ts'
import { type Language, toLanguage } from '../words/language.ts'
import { isLight } from '../words/light-words.ts'
import { type Token, tokenize } from '../words/tokenize.ts'
import { withoutOrderNumbers } from './order-numbers.ts'
import { withoutPriceLimits } from './price-limits.ts'
import type { QuestionWord, ReadQuestion } from './question.ts'
import { asksHow, countedThing, onlyAsks, questionFocus } from './question-focus.ts'

/** What a function word of one language alone counts; less may be chance. */
const surely = 1.9
const longestQuestion = 2000
const mostWords = 40

/** Content words of a question, and the language it is in. A question of function words alone keeps them: it is all there is. */
export function readQuestion(question: string): ReadQuestion {
  const text = fold(question.slice(0, longestQuestion))
  const tokens = tokenize(withoutOrderNumbers(withoutPriceLimits(text)))
  const spelled = tokens.map(({ word }) => word)
  const said = tokenize(text).map(({ word }) => word)
  const language = detectLanguage(question, said, surely)
  const stemLanguages = languagesToStem(language, said)
  const isContent = (token: Token, index: number) => !isFunctionWord(token, stemLanguages) && !onlyAsks(spelled[index - 1], token.word)
  const some = tokens.some(isContent)
  const words: QuestionWord[] = []
  const all = tokens.map((token, index) => {
    if ((some && !isContent(token, index)) || words.length === mostWords) return { word: token.word, place: null }
    words.push({ ...token, weight: isLight(token.word, stemLanguages[0]) ? weights.lightWord : 1 })
    return { word: token.word, place: words.length - 1 }
  })
  return { words, all, language, stemLanguages, focus: questionFocus(text), counted: countedThing(text), isProcedure: asksHow(text) }
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
