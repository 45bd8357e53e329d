/** The languages whose words we know something about; ISO 639-1. Others are searched by whole words. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'no', 'fi', 'pl', 'ru', 'tr', 'cs'] as const

export type Language = (typeof languages)[number]

/** The language of a BCP 47 tag when we know something about it: `de-AT` is `de`, `nb` is `no`. */
export function toLanguage(tag: string | null | undefined): Language | null {
  const primary = tag?.toLowerCase().split(/[-_]/)[0]
  const name = primary === 'nb' || primary === 'nn' ? 'no' : primary
  return languages.find(language => language === name) ?? null
}
