import type { Language } from './language.ts'
import { stemEnglish } from './stemmers/english.ts'
import { stemDanish, stemDutch, stemGerman, stemNorwegian, stemSwedish } from './stemmers/germanic.ts'
import { stemCzech, stemFinnish, stemPolish, stemRussian, stemTurkish } from './stemmers/others.ts'
import { stemFrench, stemItalian, stemPortuguese, stemSpanish } from './stemmers/romance.ts'

const stemmers: Readonly<Record<Language, (word: string) => string>> = {
  en: stemEnglish,
  de: stemGerman,
  fr: stemFrench,
  es: stemSpanish,
  it: stemItalian,
  pt: stemPortuguese,
  nl: stemDutch,
  sv: stemSwedish,
  da: stemDanish,
  no: stemNorwegian,
  fi: stemFinnish,
  pl: stemPolish,
  ru: stemRussian,
  tr: stemTurkish,
  cs: stemCzech,
}

/** The part of a folded word that its forms share; the word itself when the language is none of ours or the word has digits. */
export function stem(word: string, language: Language | null): string {
  if (language === null || word.length < 3 || /\d/.test(word)) return word
  return remembered(language, word)
}

/** Texts repeat their words: what was stemmed lately is looked up. Emptied when full, which costs less than ordering it. */
const memory = new Map<string, string>()
const memorySize = 20_000

function remembered(language: Language, word: string): string {
  const key = `${language}${word}`
  const known = memory.get(key)
  if (known !== undefined) return known
  if (memory.size >= memorySize) memory.clear()
  const result = stemmers[language](word)
  memory.set(key, result)
  return result
}
