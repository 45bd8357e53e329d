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

/**
 * The part of a folded word that its forms share, as it is indexed; the word itself when the language is none of ours or the word has digits.
 * But for English it carries its language: `can_es` (from `canas`) is not the English `can`. The same spelling in two languages is found
 * through the vocabulary, which knows every stem of a word.
 */
export function stem(word: string, language: Language | null): string {
  return language === null || word.length < 3 ? word : remembered(language, word)
}

/** Texts repeat their words: what was stemmed lately is looked up. */
interface Memory {
  lately: Map<string, string>
  before: Map<string, string>
}

const memories = new Map<Language, Memory>()
/** Of each of the two: when one is full it becomes the older one, and what nobody asked for again is forgotten with that. */
const memorySize = 30_000

function remembered(language: Language, word: string): string {
  let memory = memories.get(language)
  if (!memory) {
    memory = { lately: new Map(), before: new Map() }
    memories.set(language, memory)
  }
  const known = memory.lately.get(word)
  if (known !== undefined) return known
  const result = memory.before.get(word) ?? (/[\d@]/.test(word) ? word : marked(stemmers[language](word), language))
  if (memory.lately.size >= memorySize) {
    memory.before = memory.lately
    memory.lately = new Map()
  }
  memory.lately.set(word, result)
  return result
}

const marked = (stemmed: string, language: Language): string => (language === 'en' ? stemmed : `${stemmed}_${language}`)
