import type { LoadTexts } from '../shared/panel-module.ts'
import { en, type Texts } from '../texts/en.ts'

/** One import for each language, so that a bundler makes a file of each and loads only the one that is needed. */
const files: Record<string, () => Promise<{ texts: Texts }>> = {
  ar: () => import('../texts/ar.ts'),
  cs: () => import('../texts/cs.ts'),
  da: () => import('../texts/da.ts'),
  de: () => import('../texts/de.ts'),
  es: () => import('../texts/es.ts'),
  fi: () => import('../texts/fi.ts'),
  fr: () => import('../texts/fr.ts'),
  he: () => import('../texts/he.ts'),
  hi: () => import('../texts/hi.ts'),
  id: () => import('../texts/id.ts'),
  it: () => import('../texts/it.ts'),
  ja: () => import('../texts/ja.ts'),
  ko: () => import('../texts/ko.ts'),
  nl: () => import('../texts/nl.ts'),
  pl: () => import('../texts/pl.ts'),
  pt: () => import('../texts/pt.ts'),
  ro: () => import('../texts/ro.ts'),
  ru: () => import('../texts/ru.ts'),
  sv: () => import('../texts/sv.ts'),
  tr: () => import('../texts/tr.ts'),
  uk: () => import('../texts/uk.ts'),
  vi: () => import('../texts/vi.ts'),
  zh: () => import('../texts/zh.ts'),
}

export const loadTexts: LoadTexts = async code => {
  const file = files[code]
  const { texts } = file ? await file() : { texts: en }
  return (Object.keys(en) as (keyof Texts)[]).map(key => texts[key])
}
