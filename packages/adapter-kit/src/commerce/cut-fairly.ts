/** What a model gets to read of one answer, in characters; the API takes a little more. */
const mostSaid = 19_000

/** Texts that have `most` characters together: short ones stay whole, and long ones get equal shares of the rest. */
export function cutFairly(texts: readonly string[], most = mostSaid): string[] {
  let left = most
  const cut = [...texts]
  const byLength = texts.map((text, index) => ({ text, index })).toSorted((a, b) => a.text.length - b.text.length)
  for (const [done, { text, index }] of byLength.entries()) {
    const share = Math.floor(left / (texts.length - done))
    cut[index] = text.length > share ? `${text.slice(0, Math.max(0, share - 1))}…` : text
    left -= Math.min(share, text.length)
  }
  return cut
}
