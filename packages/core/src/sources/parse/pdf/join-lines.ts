/**
 * Joins a line with the next. A hyphen at the end goes where the typesetter hyphenates and a small letter follows; else it is the author's.
 * Between Chinese or Japanese characters there is no space.
 */
export function joinLines(text: string, next: string, hyphenates: boolean): string {
  if (!text) return next
  if (hyphenates && /\p{Ll}[-\u2010]$/u.test(text) && /^\p{Ll}/u.test(next)) return text.slice(0, -1) + next
  if (/\p{L}[-\u2010]$/u.test(text)) return text + next
  return unspaced.test(text.slice(-1)) && unspaced.test(next.charAt(0)) ? text + next : `${text} ${next}`
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、，]/u
