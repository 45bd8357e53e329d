/**
 * How many blocks stay as they are when a text becomes a longer one: all but the last one that began on a finished line, and the one before it:
 * what looks like the beginning of a table may turn out to go on with its paragraph. None when the text is another one.
 */
export function settledBlocks(before: string, now: string, starts: readonly number[]): number {
  if (!now.startsWith(before)) return 0
  const lastLine = before.lastIndexOf('\n') + 1
  return Math.max(0, starts.findLastIndex(at => at < lastLine) - 1)
}
