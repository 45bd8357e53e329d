/**
 * A light stemmer as data: in each step the longest suffix that matches is taken off once, if at least `keep` letters stay. Works on
 * folded words, so that customers who type without accents get the same stem as the text that has them.
 */
export interface SuffixStep {
  /** `ungen` takes off, `ies>y` replaces; separated by spaces. */
  readonly suffixes: string
  /** Fewest letters that must remain, the replacement not counted. */
  readonly keep: number
}

export function suffixStemmer(steps: readonly SuffixStep[]): (word: string) => string {
  const prepared = steps.map(step => ({
    keep: step.keep,
    rules: new Map(
      step.suffixes
        .split(/\s+/)
        .map(rule => rule.split('>') as [string, string?])
        .map(([suffix, replacement]) => [suffix, replacement ?? '']),
    ),
    longest: Math.max(...step.suffixes.split(/\s+/).map(rule => rule.split('>')[0]?.length ?? 0)),
  }))
  return word => prepared.reduce((stem, { keep, rules, longest }) => takeOff(stem, keep, rules, longest), word)
}

function takeOff(word: string, keep: number, rules: ReadonlyMap<string, string>, longest: number): string {
  for (let length = Math.min(longest, word.length - keep); length > 0; length -= 1) {
    const replacement = rules.get(word.slice(-length))
    if (replacement !== undefined) return word.slice(0, -length) + replacement
  }
  return word
}
