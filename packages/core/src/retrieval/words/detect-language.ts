import { functionWords } from './function-words.ts'
import { type Language, languages } from './language.ts'

/** Letters and endings that tell languages apart which share many function words; compared before folding. */
const marks: readonly (readonly [RegExp, string, number])[] = [
  [/[äöüß]/g, 'de', 0.6],
  [/ß/g, 'de', 2],
  [/[éèêàçùœ]/g, 'fr', 0.5],
  [/[ñ¿¡]/g, 'es', 2],
  [/[áíóú]/g, 'es', 0.4],
  [/[ãõ]/g, 'pt', 2],
  [/[áâêóç]/g, 'pt', 0.3],
  [/[àèìòù]/g, 'it', 0.3],
  [/[åäö]/g, 'sv', 0.5],
  [/[æøå]/g, 'da', 0.5],
  [/[æøå]/g, 'no', 0.5],
  [/[äö]|ää|aa|kk/g, 'fi', 0.4],
  [/[ąęłńśźż]/g, 'pl', 1.5],
  [/[ğışç]/g, 'tr', 1],
  [/[ěščřžýůť]/g, 'cs', 1],
  [/ij|ee|oe|aa/g, 'nl', 0.15],
]

const scripts: readonly (readonly [RegExp, string])[] = [
  [/[\u3040-\u30ff]/g, 'ja'],
  [/[\u4e00-\u9fff]/g, 'zh'],
  [/[\uac00-\ud7af]/g, 'ko'],
  [/[\u0e00-\u0e7f]/g, 'th'],
  [/[\u0600-\u06ff]/g, 'ar'],
  [/[\u0590-\u05ff]/g, 'he'],
  [/[\u0370-\u03ff]/g, 'el'],
  [/[\u0900-\u097f]/g, 'hi'],
  [/[іїєґ]/gi, 'uk'],
  [/[\u0400-\u04ff]/g, 'ru'],
]

/** What can be searched for in English, and tells it from nothing; else a gift `for her under 40` would be Swedish. */
const alsoEnglish = new Set(['under', 'over'])

/**
 * The language of a text: by its script, else by its function words. null when nothing tells, as for `XL` or `iPhone 15`.
 * `words` are the folded words of `text`; `least` is how much must tell, a word of one language alone counting 2.
 */
export function detectLanguage(text: string, words: readonly string[], least = 1.1): string | null {
  const sample = text.slice(0, 4000).toLowerCase()
  const byScript = scriptLanguage(sample)
  if (byScript) return byScript
  const scores = new Map<string, number>()
  for (const word of words.slice(0, 600)) {
    const having = languages.filter(language => functionWords.get(language)?.has(word) || (language === 'en' && alsoEnglish.has(word)))
    for (const language of having) add(scores, language, 1 + 1 / having.length)
  }
  for (const [mark, language, weight] of marks) add(scores, language, Math.min(sample.match(mark)?.length ?? 0, 3) * weight)
  const [best] = [...scores].sort((a, b) => b[1] - a[1])
  return best && best[1] >= least ? best[0] : null
}

/** The languages a short text may be in, likeliest first, with their shares. */
export function likelyLanguages(words: readonly string[]): Language[] {
  const scores = [...functionWords].map(([language, list]) => ({ language, score: words.filter(word => list.has(word)).length }))
  const best = Math.max(...scores.map(({ score }) => score))
  return scores
    .filter(({ score }) => score > 0 && score >= best - 1)
    .sort((a, b) => b.score - a.score)
    .map(({ language }) => language)
}

function scriptLanguage(sample: string): string | null {
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  for (const [script, language] of scripts) {
    const found = sample.match(script)?.length ?? 0
    if (found > 0 && found >= letters * (language === 'ja' || language === 'uk' ? 0.02 : 0.3)) return language
  }
  return null
}

function add(scores: Map<string, number>, language: string, amount: number): void {
  if (amount > 0) scores.set(language, (scores.get(language) ?? 0) + amount)
}
