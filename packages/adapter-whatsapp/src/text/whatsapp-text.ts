import { marked, type Token, type Tokens } from 'marked'

/**
 * Markdown as WhatsApp writes it: `*bold*`, `_italic_`, `~struck~`, code between back quotes, lists and quotes by their signs. What it has no
 * sign for becomes plain: headings bold, links their text and address, tables one line a row.
 */
export const whatsappText = (markdown: string): string =>
  blocks(marked.lexer(markdown, { gfm: true }))
    .replace(/\n{3,}/g, '\n\n')
    .trim()

const blocks = (tokens: readonly Token[]): string => tokens.map(block).join('')

function block(token: Token): string {
  switch (token.type) {
    case 'heading':
      return `*${withoutSigns(inline(token.tokens ?? []))}*\n\n`
    case 'paragraph':
      return `${inline(token.tokens ?? [])}\n\n`
    case 'text':
      return `${token.tokens ? inline(token.tokens) : unescaped(token.text)}\n`
    case 'code':
      return `\`\`\`${token.text}\`\`\`\n\n`
    case 'blockquote':
      return `${prefixed(blocks(token.tokens ?? []).trim(), '> ')}\n\n`
    case 'list':
      return `${list(token as Tokens.List)}\n`
    case 'table':
      return `${table(token as Tokens.Table)}\n`
    case 'hr':
      return '\n'
    case 'space':
      return ''
    default:
      return unescaped(token.raw)
  }
}

const inline = (tokens: readonly Token[]): string => tokens.map(phrase).join('')

function phrase(token: Token): string {
  switch (token.type) {
    case 'strong':
      return `*${withoutSigns(inline(token.tokens ?? []), '*')}*`
    case 'em':
      return `_${inline(token.tokens ?? [])}_`
    case 'del':
      return `~${inline(token.tokens ?? [])}~`
    case 'codespan':
      return `\`${token.text}\``
    case 'br':
      return '\n'
    case 'link':
      return link(inline(token.tokens ?? []), token.href)
    case 'image':
      return link(token.text, token.href)
    case 'text':
      return token.tokens ? inline(token.tokens) : unescaped(token.text)
    case 'escape':
      return token.text
    default:
      return unescaped(token.raw)
  }
}

/** WhatsApp makes bare addresses links; text that says the same is not repeated. */
function link(text: string, address: string): string {
  const bare = address.replace(/^(mailto|tel):/, '')
  return text === '' || text === address || text === bare ? bare : `${text}: ${bare}`
}

function list({ items, ordered, start }: Tokens.List): string {
  return items
    .map((item, index) => {
      const sign = ordered ? `${(start || 1) + index}. ` : '- '
      const text = blocks(item.tokens).trim().replace(/\n+/g, '\n')
      return `${sign}${prefixed(text, ' '.repeat(sign.length)).trimStart()}\n`
    })
    .join('')
}

/** A row a line: its first cell, then each other one with the name of its column. */
function table({ header, rows }: Tokens.Table): string {
  const names = header.map(cell => inline(cell.tokens))
  return rows
    .map(row => {
      const [first = '', ...rest] = row.map(cell => inline(cell.tokens))
      const others = rest.map((text, index) => (names[index + 1] ? `${names[index + 1]}: ${text}` : text))
      return `- ${[first, ...others].filter(text => text !== '').join(', ')}\n`
    })
    .join('')
}

const prefixed = (text: string, prefix: string): string =>
  text
    .split('\n')
    .map(line => prefix + line)
    .join('\n')

/** Bold within bold would end it. */
const withoutSigns = (text: string, sign = '*'): string => text.replaceAll(sign, '')

const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '').replace(/<\/?[a-z][^>]*>/gi, '')

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
