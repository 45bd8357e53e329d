/** A stretch of a text and what takes its place. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Makes changes that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = []
  let from = 0
  for (const { start, end, text: put } of edits.toSorted((one, other) => one.start - other.start)) {
    pieces.push(text.slice(from, start), put)
    from = end
  }
  return pieces.join('') + text.slice(from)
}
