import { type Language, languages } from './languages.ts'
import { toTag } from './to-tag.ts'

/** How somebody is spoken to. */
export interface Locale {
  /** Of our words. */
  readonly language: Language
  /** BCP 47 tag of the same language, for dates and numbers. */
  readonly tag: string
}

/** The first of these BCP 47 tags that we have words for; English when there is none. */
export function toLocale(...wanted: readonly (string | null | undefined)[]): Locale {
  for (const each of wanted) {
    const tag = toTag(each)
    const language = languages.find(candidate => candidate === tag?.split('-')[0])
    if (tag && language) return { language, tag }
  }
  return { language: 'en', tag: 'en' }
}
