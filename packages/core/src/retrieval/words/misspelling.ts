/** Letters that are taken for one another at the beginning of a word. */
const mistaken: Readonly<Record<string, string>> = {
  c: 'k',
  k: 'c',
  f: 'ph',
  v: 'b',
  b: 'v',
  z: 's',
  s: 'c',
  i: 'y',
  y: 'i',
  j: 'g',
  g: 'j',
  w: 'v',
}

/** Where words stand that a misspelled one may be meant for: those that begin with `prefix`, and end with `suffix`. */
export interface SpellingRange {
  readonly prefix: string
  readonly suffix: string
}

/**
 * One wrong letter leaves the first or the last part of a word unharmed (of a long word two leave a third): its likeness begins as it does,
 * or with the same letter and ends as it does. Besides, the first two letters may be swapped, the first one too many, or another in its place.
 */
export function spellingRanges(word: string): SpellingRange[] {
  const intact = word.length < 8 ? Math.max(1, Math.floor((word.length - 1) / 2)) : Math.floor(word.length / 3)
  const [first = '', second = ''] = word
  const start = word.slice(0, intact)
  const other = mistaken[first]
  return [
    { prefix: start, suffix: '' },
    { prefix: first, suffix: word.slice(-intact) },
    { prefix: second + first, suffix: word.slice(-intact) },
    { prefix: word.slice(1, intact + 2), suffix: '' },
    ...(other === undefined ? [] : [{ prefix: other + word.slice(1, intact + 1), suffix: '' }]),
  ]
}

/** Wrong letters that a word of this length may have. */
export const slipsAllowed = (word: string): number => (word.length < 3 ? 0 : word.length < 8 ? 1 : 2)

/** Whether a word is long enough for its misspellings to be told from other words. */
export const mayBeMisspelled = (word: string): boolean => word.length >= 3 && word.length <= 24 && /^\p{L}+$/u.test(word)
