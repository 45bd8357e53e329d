import type { Language } from './languages.ts'

const rightToLeft: readonly Language[] = ['ar', 'he']

/** Which way a language is written, as `dir` of HTML says it. */
export const directionOf = (language: Language): 'rtl' | 'ltr' => (rightToLeft.includes(language) ? 'rtl' : 'ltr')
