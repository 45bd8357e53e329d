/**
 * The items whose text holds about as many of the words as the best does; all of them where none holds any. In an order by price how well something
 * fits counts no more, so that what is not meant, such as coffee to drink out of a mug, has to be left out before.
 *
 * `share`: of the words that the best holds, 0 to 1.
 */
export function holdingMost<T>(words: string, items: readonly T[], textOf: (item: T) => string, share: number): readonly T[] {
  const stems = (folded(words).match(/[\p{L}\p{N}]+/gu) ?? []).map(stemOf)
  const held = items.map(item => {
    const text = folded(textOf(item))
    return stems.filter(stem => holds(text, stem)).length
  })
  const best = Math.max(0, ...held)
  return best === 0 ? items : items.filter((_, index) => (held[index] ?? 0) >= best * share)
}

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Without the endings that most inflections of a name have. */
const stemOf = (word: string) => (word.length > 4 ? word.replace(/[aeiouyns]{1,2}$/, '') : word.replace(/(?<=\p{L}{2})s$/u, ''))

/** Short stems stand in too many other words; longer ones may be a part of a compound. */
const holds = (text: string, stem: string) =>
  stem.length > 3 || !/^\p{Script=Latin}+$/u.test(stem)
    ? text.includes(stem)
    : new RegExp(`(?<![\\p{L}\\p{N}])${stem}\\p{L}{0,2}(?![\\p{L}\\p{N}])`, 'u').test(text)
