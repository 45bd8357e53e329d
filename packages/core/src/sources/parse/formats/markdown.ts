import { Lexer, type Token, type Tokens } from 'marked'
import type { Block } from '../../document.ts'
import { documentParts } from '../document-parts.ts'
import { htmlBlocks } from '../html/html-blocks.ts'
import type { FormatParser } from '../source.ts'
import { boldLinesToHeadings, type DraftBlock } from '../text/bold-lines.ts'
import { cleanLine } from '../text/clean-text.ts'
import { detectEncoding } from '../text/detect-encoding.ts'
import { fileTitle } from '../text/file-title.ts'
import { pairQuestions } from '../text/question-pairs.ts'
import { textSegments } from '../text/read-text.ts'
import { type FrontMatter, splitFrontMatter } from './front-matter.ts'
import { inlineText, listItemText } from './markdown-inline.ts'

/** Markdown of GitHub's kind, with front matter; template tags of site generators are dropped. */
export const parseMarkdown: FormatParser = async function* (source, { limits }) {
  const encoding = await detectEncoding(source.path)
  let matter: FrontMatter = {}
  async function* blocks() {
    let first = true
    for await (const segment of textSegments(source.path, encoding)) {
      const { frontMatter, body } = first ? splitFrontMatter(segment) : { frontMatter: matter, body: segment }
      matter = frontMatter
      first = false
      yield* markdownBlocks(body)
    }
  }
  yield* documentParts(
    read => ({
      key: source.key,
      title: matter.title ?? fileTitle(source.key, read),
      mediaType: 'text/markdown',
      language: matter.lang ?? matter.language ?? matter.locale ?? null,
      url: [matter.url, matter.canonical_url, matter.permalink].find(url => url?.startsWith('http')) ?? null,
    }),
    blocks(),
    limits,
  )
}

export function markdownBlocks(markdown: string): Block[] {
  const tokens = Lexer.lex(withoutTemplateTags(markdown), { gfm: true })
  return pairQuestions(boldLinesToHeadings(tokens.flatMap(tokenBlocks)))
}

/** Liquid, Jinja and kramdown leave these; a link to a template's variable keeps its text. */
const withoutTemplateTags = (markdown: string): string =>
  markdown
    .replace(/\]\(\{\{[^}\n]{0,200}\}\}[^)\n]{0,200}\)/g, ']()')
    .replace(/\{%[^%\n]{0,500}%\}/g, '')
    .replace(/^\{:[^}\n]{0,200}\}\s*$/gm, '')

function tokenBlocks(token: Token): DraftBlock[] {
  switch (token.type) {
    case 'heading':
      return textBlock(inlineText(token.tokens), text => ({ kind: 'heading', level: (token as Tokens.Heading).depth, text }))
    case 'paragraph':
    case 'text': {
      const text = inlineText(token.tokens ?? [token])
      return textBlock(text, text => (isBoldLine(token) ? { kind: 'bold-line', text } : { kind: 'paragraph', text }))
    }
    case 'list': {
      if (isContentsList(token as Tokens.List)) return []
      const items = (token as Tokens.List).items.map(item => listItemText(item)).filter(Boolean)
      return items.length ? [{ kind: 'list', ordered: (token as Tokens.List).ordered, items }] : []
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table
      const cells = (row: Tokens.TableCell[]) => row.map(cell => cleanLine(inlineText(cell.tokens)))
      return [{ kind: 'table', caption: null, header: cells(header), rows: rows.map(cells) }]
    }
    case 'code':
      return textBlock(token.text, text => ({ kind: 'code', text }))
    case 'blockquote':
      return (token.tokens ?? []).flatMap(tokenBlocks)
    case 'html':
      return htmlBlocks(token.text)
    default:
      return []
  }
}

const textBlock = <T>(text: string, make: (text: string) => T): T[] => (text.trim() ? [make(text.trim())] : [])

/** A list of nothing but links to headings of the same page repeats them. */
const isContentsList = ({ items }: Tokens.List): boolean =>
  items.length > 2 && items.every(item => /^\s*(?:[-*+]|\d+[.)])\s+\[[^\]\n]*\]\(#[^)\s]*\)[\s.]*(\n|$)/.test(item.raw))

/** `**Returns**` alone on a line is a heading in all but name. */
function isBoldLine(token: Token): boolean {
  const parts = (token as Tokens.Paragraph).tokens?.filter(part => part.type !== 'text' || part.raw.trim()) ?? []
  return parts.length === 1 && parts[0]?.type === 'strong'
}
