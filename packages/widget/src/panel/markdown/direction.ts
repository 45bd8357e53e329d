const letter = /\p{L}/u
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/

/**
 * Which way a text runs, by its first letter; undefined as long as it has none. What `dir="auto"` does, but once: a browser would look
 * again at every change of a text that grows.
 */
export function directionOf(text: string): 'rtl' | 'ltr' | undefined {
  const first = letter.exec(text)?.[0]
  if (!first) return undefined
  return rightToLeft.test(first) ? 'rtl' : 'ltr'
}
