import type { LoadTexts } from '../shared/panel-module.ts'
import { en, type Texts } from '../texts/en.ts'
import { type ExtraTexts, en as extra } from '../texts/extras/en.ts'

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

const extraFiles: Record<string, () => Promise<{ texts: ExtraTexts }>> = {
  ar: () => import('../texts/extras/ar.ts'),
  cs: () => import('../texts/extras/cs.ts'),
  da: () => import('../texts/extras/da.ts'),
  de: () => import('../texts/extras/de.ts'),
  es: () => import('../texts/extras/es.ts'),
  fi: () => import('../texts/extras/fi.ts'),
  fr: () => import('../texts/extras/fr.ts'),
  he: () => import('../texts/extras/he.ts'),
  hi: () => import('../texts/extras/hi.ts'),
  id: () => import('../texts/extras/id.ts'),
  it: () => import('../texts/extras/it.ts'),
  ja: () => import('../texts/extras/ja.ts'),
  ko: () => import('../texts/extras/ko.ts'),
  nl: () => import('../texts/extras/nl.ts'),
  pl: () => import('../texts/extras/pl.ts'),
  pt: () => import('../texts/extras/pt.ts'),
  ro: () => import('../texts/extras/ro.ts'),
  ru: () => import('../texts/extras/ru.ts'),
  sv: () => import('../texts/extras/sv.ts'),
  tr: () => import('../texts/extras/tr.ts'),
  uk: () => import('../texts/extras/uk.ts'),
  vi: () => import('../texts/extras/vi.ts'),
  zh: () => import('../texts/extras/zh.ts'),
}

export const loadTexts: LoadTexts = async <Table>(name: string) => {
  const [code = '', more] = name.split('.')
  const module = more ? await extraFiles[code]?.() : await files[code]?.()
  return (module?.texts ?? (more ? extra : en)) as Table
}
