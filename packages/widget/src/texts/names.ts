import { en, type Texts } from './en.ts'
import { type ExtraTexts, en as extra } from './extras/en.ts'

/** What merchants call a text, and what it is asked for by in code: the same, until the build puts numbers in place of names. */
export const names = Object.fromEntries(Object.keys(en).map(name => [name, name])) as Record<string, keyof Texts>

/** The same for the texts of the extras. */
export const extraNames = Object.fromEntries(Object.keys(extra).map(name => [`more.${name}`, name])) as Record<string, keyof ExtraTexts>
