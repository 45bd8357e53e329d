import { chinese } from './chinese.ts'
import { czech } from './czech.ts'
import { danish } from './danish.ts'
import { dutch } from './dutch.ts'
import { english } from './english.ts'
import { finnish } from './finnish.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import { italian } from './italian.ts'
import { japanese } from './japanese.ts'
import { norwegian } from './norwegian.ts'
import type { Phrases } from './phrases.ts'
import { polish } from './polish.ts'
import { portuguese } from './portuguese.ts'
import { russian } from './russian.ts'
import { spanish } from './spanish.ts'
import { swedish } from './swedish.ts'
import { turkish } from './turkish.ts'

const byLanguage: ReadonlyMap<string, Phrases> = new Map(
  Object.entries({
    en: english,
    de: german,
    fr: french,
    es: spanish,
    it: italian,
    pt: portuguese,
    nl: dutch,
    pl: polish,
    sv: swedish,
    da: danish,
    no: norwegian,
    fi: finnish,
    tr: turkish,
    cs: czech,
    ru: russian,
    ja: japanese,
    zh: chinese,
  }),
)

/** The phrases of a BCP 47 language; English where there are none. */
export function phrasesFor(language: string | null): Phrases {
  const primary = language?.toLowerCase().split(/[-_]/)[0] ?? 'en'
  return byLanguage.get(primary === 'nb' || primary === 'nn' ? 'no' : primary) ?? english
}

/** All there are, by language. */
export const allPhrases = byLanguage
