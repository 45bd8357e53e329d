/**
 * Joins a line with the next. A hyphen at the end is the typesetter's when a small letter follows, and goes; before a capital or digit it
 * is the author's. Between Chinese or Japanese characters there is no space.
 */
export function joinHyphenated(text: string, next: string): string {
  if (!text) return next
  if (/\p{Ll}[-\u2010]$/u.test(text) && /^\p{Ll}/u.test(next)) return text.slice(0, -1) + next
  if (/\p{L}[-\u2010]$/u.test(text)) return text + next
  const isUnspaced =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、，]$/u.test(text) &&
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、，]/u.test(next)
  return isUnspaced ? text + next : `${text} ${next}`
}
