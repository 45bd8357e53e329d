import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

export const textsFolder = join(import.meta.dirname, '../../app-page/texts')

/** What the app's page is written in, as Shopify names the languages of its admin; `texts/` has a file for each. */
export const pageLanguages = [
  ...['en', 'cs', 'da', 'de', 'es', 'fi', 'fr', 'it', 'ja', 'ko', 'nb', 'nl', 'pl', 'pt-BR', 'sv', 'th', 'tr', 'zh-CN', 'zh-TW'],
]

const likeNorwegian = new Set(['no', 'nn'])

/** The language for a merchant whose admin is in `locale`, as Shopify says it in the address of the page; English where there is none. */
export function languageOf(locale: string | null): string {
  const wanted = readLocale(locale)
  if (!wanted) return 'en'
  const isLike = (language: string) => {
    const one = new Intl.Locale(language).maximize()
    return one.language === (likeNorwegian.has(wanted.language) ? 'nb' : wanted.language) && one.script === wanted.script
  }
  return pageLanguages.find(isLike) ?? 'en'
}

/** With the script that the language is usually written in: it tells one Chinese from the other. */
function readLocale(locale: string | null) {
  try {
    return locale ? new Intl.Locale(locale).maximize() : null
  } catch {
    return null
  }
}

export const readPageTexts = async (language: string): Promise<Record<string, string>> =>
  JSON.parse(await readFile(join(textsFolder, `${language}.json`), 'utf8'))
