import type { Language } from './language.ts'

/** Languages that write compounds as one word. */
export const compounding: ReadonlySet<Language> = new Set(['de', 'nl', 'sv', 'da', 'no', 'fi'])

/** Matches the stems of these languages, which carry their language. */
export const compoundingStem = '_(de|nl|sv|da|no|fi)$'

export const reversed = (word: string): string => [...word].reverse().join('')
