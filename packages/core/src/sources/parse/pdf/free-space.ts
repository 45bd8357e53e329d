/** A stretch of the width of a page, in points; may be endless. */
export interface Interval {
  readonly left: number
  readonly right: number
}

/** What these leave free of an endless line. */
export const freeSpace = (taken: readonly Interval[]): Interval[] =>
  taken.reduce<Interval[]>(subtract, [{ left: Number.NEGATIVE_INFINITY, right: Number.POSITIVE_INFINITY }])

/** What is left of free stretches when one is taken. */
export function subtract(free: readonly Interval[], taken: Interval): Interval[] {
  return free.flatMap(gap => {
    if (taken.right <= gap.left || taken.left >= gap.right) return [gap]
    const before = { left: gap.left, right: taken.left }
    const after = { left: taken.right, right: gap.right }
    return [before, after].filter(part => part.right > part.left)
  })
}
