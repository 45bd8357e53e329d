import { Parser } from 'htmlparser2'

/** `&amp;`, `&nbsp;`, `&#8364;` as their characters. Text without `&` is returned as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  let decoded = ''
  const parser = new Parser({
    ontext(part) {
      decoded += part
    },
  })
  parser.end(text.replaceAll('<', '&lt;'))
  return decoded
}
