import type { Token, Tokens } from 'marked'
import { decodeEntities } from '../html/decode-entities.ts'
import { cleanLine } from '../text/clean-text.ts'
import { linkText } from '../text/links.ts'

/** The text of inline Markdown: emphasis dropped, links kept where useful, images as their description, soft line breaks as spaces. */
export function inlineText(tokens: readonly Token[] | undefined): string {
  const text = (tokens ?? []).map(inlineToken).join('')
  return text.split('\u2028').map(cleanLine).join('\n').trim()
}

/** Line breaks the author meant, kept apart from those of the editor until white space is cleaned. */
const hardBreak = '\u2028'

function inlineToken(token: Token): string {
  switch (token.type) {
    case 'link':
      return linkText(inlineText((token as Tokens.Link).tokens), (token as Tokens.Link).href)
    case 'image':
      return decodeEntities(token.text)
    case 'br':
      return hardBreak
    case 'html':
      return /^<br\s*\/?>/i.test(token.raw) ? hardBreak : ''
    case 'codespan':
      return token.text
    case 'strong':
    case 'em':
    case 'del':
      return (token.tokens ?? []).map(inlineToken).join('')
    case 'checkbox':
      return ''
    default:
      return 'tokens' in token && token.tokens?.length
        ? token.tokens.map(inlineToken).join('')
        : decodeEntities('text' in token ? token.text : '')
  }
}

/** An item with all it holds; lists within are indented lines. */
export function listItemText(item: Tokens.ListItem): string {
  const lines = item.tokens.map(token => {
    if (token.type === 'list') return nestedList(token as Tokens.List)
    if (token.type === 'code') return token.text
    if (token.type === 'blockquote') return (token.tokens ?? []).map(inner => inlineText((inner as Tokens.Paragraph).tokens)).join('\n')
    return inlineText('tokens' in token && token.tokens?.length ? token.tokens : [token])
  })
  return lines.filter(line => line.trim()).join('\n')
}

function nestedList(list: Tokens.List): string {
  const start = Number(list.start) || 1
  return list.items
    .map((item, index) => `${list.ordered ? `${start + index}.` : '-'} ${listItemText(item).replaceAll('\n', '\n  ')}`)
    .join('\n')
}
