/** The languages in which visitors are spoken to, as ISO 639-1 codes; the widget has the same. */
export const languages = [
  'en',
  'ar',
  'cs',
  'da',
  'de',
  'es',
  'fi',
  'fr',
  'he',
  'hi',
  'id',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt',
  'ro',
  'ru',
  'sv',
  'tr',
  'uk',
  'vi',
  'zh',
] as const

export type Language = (typeof languages)[number]

/** Words of ours in all of them. */
export type InEveryLanguage<Words> = Readonly<Record<Language, Words>>
