import type { Language } from './language.ts'

const shortest = 4
const longest = 24
/** A part of a compound has at least this many letters. */
const shortestPart = 4

/** Languages that write compounds as one word. */
export const compounding: ReadonlySet<Language> = new Set(['de', 'nl', 'sv', 'da', 'no', 'fi'])

/**
 * Keys that a word shares with its misspellings: itself, itself without one letter (any single slip leaves two words with one of these in
 * common), and its consonants. In languages that write compounds as one word also its beginnings and ends, so that `schuhe` finds
 * `kinderschuhe`. `salt` is the company's.
 */
export function neighbourKeys(word: string, language: Language | null, salt: string): number[] {
  if (!/^\p{L}+$/u.test(word) || word.length < shortest || word.length > longest) return []
  const keys = new Set(spellings(word).map(spelling => hash(salt + spelling)))
  if (language && compounding.has(language)) {
    for (let cut = shortestPart; cut <= word.length - shortestPart; cut += 1) {
      keys.add(hash(`${salt}^${word.slice(0, cut)}`))
      keys.add(hash(`${salt}$${word.slice(cut)}`))
    }
  }
  return [...keys]
}

/** Keys under which words are kept that are spelled like `word`; of three letters only those with one more. */
export function spellingKeys(word: string, salt: string): number[] {
  if (word.length === shortest - 1) return [hash(salt + word)]
  if (word.length < shortest || word.length > longest) return []
  return [...new Set([...spellings(word), ...(word.length >= 9 ? twoLettersOff(word) : [])].map(spelling => hash(salt + spelling)))]
}

/** Keys under which compounds are kept that begin or end with `part`. */
export function compoundKeys(part: string, salt: string): number[] {
  return part.length < shortestPart ? [] : [hash(`${salt}^${part}`), hash(`${salt}$${part}`)]
}

function spellings(word: string): string[] {
  const result = [word]
  for (let index = 0; index < word.length; index += 1) result.push(word.slice(0, index) + word.slice(index + 1))
  const bones = skeleton(word)
  if (bones.length > 3) result.push(`~${bones}`)
  return result
}

function twoLettersOff(word: string): string[] {
  const result: string[] = []
  for (let first = 0; first < word.length; first += 1) {
    const rest = word.slice(0, first) + word.slice(first + 1)
    for (let second = first; second < rest.length; second += 1) result.push(rest.slice(0, second) + rest.slice(second + 1))
  }
  return result
}

/** First letter and consonants, doubled ones once: what is left of a word whose vowels one is unsure of. */
const skeleton = (word: string): string =>
  word.charAt(0) +
  word
    .slice(1)
    .replace(/[aeiouyh]/g, '')
    .replace(/(.)\1/g, '$1')

/** FNV-1a, as a signed 32-bit number. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value | 0
}
