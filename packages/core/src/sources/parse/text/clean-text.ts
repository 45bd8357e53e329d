/** White space made plain: one space between words, no soft hyphens or zero-width characters. Line ends become spaces. */
export function cleanLine(text: string): string {
  return withoutInvisible(text).replace(/\s+/gu, ' ').trim()
}

/** As `cleanLine`, but keeps line ends, and at most one blank line between lines. */
export function cleanLines(text: string): string {
  return withoutInvisible(text)
    .split('\n')
    .map(line => line.replace(/[^\S\n]+/gu, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Soft hyphen, zero-width space, word joiner, byte order mark. The zero-width joiner stays: emoji and some scripts need it. */
const withoutInvisible = (text: string): string => text.replace(/\u00ad|\u200b|\u2060|\ufeff/g, '')
