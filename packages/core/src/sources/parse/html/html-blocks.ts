import type { Block } from '../../document.ts'
import { boldLinesToHeadings, type DraftBlock } from '../text/bold-lines.ts'
import { cleanLine, cleanLines } from '../text/clean-text.ts'
import { linkText, resolveAddress } from '../text/links.ts'
import { pairQuestions } from '../text/question-pairs.ts'
import { definitionBlocks } from './definition-list.ts'
import { tableBlocks } from './html-table.ts'
import { type HtmlElement, type HtmlNode, parseHtmlTree } from './parse-tree.ts'

/** The blocks of a piece of HTML, as a product's description or the HTML part of a mail. */
export const htmlBlocks = (html: string, address: string | null = null): Block[] => elementBlocks(parseHtmlTree(html), address)

/** The blocks of an element, in the order a reader meets them. `address` is the page's own, to resolve links. */
export function elementBlocks(element: HtmlElement, address: string | null): Block[] {
  return pairQuestions(boldLinesToHeadings(draftBlocks(element, address)))
}

const blockNames = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul button'.split(
    ' ',
  ),
)

function draftBlocks(element: HtmlElement, address: string | null): DraftBlock[] {
  const blocks: DraftBlock[] = []
  let inline: HtmlNode[] = []
  const flush = () => {
    const text = inlineText(inline, address)
    if (text) blocks.push(isBold(inline) ? { kind: 'bold-line', text } : { kind: 'paragraph', text })
    inline = []
  }
  for (const child of element.children) {
    if (typeof child !== 'string' && (blockNames.has(child.name) || holdsBlocks(child))) {
      flush()
      blocks.push(...blockElement(child, address))
    } else inline.push(child)
  }
  flush()
  return blocks
}

function blockElement(element: HtmlElement, address: string | null): DraftBlock[] {
  const heading = /^h([1-6])$/.exec(element.name)
  if (heading) return headingBlocks(element, Number(heading[1]), address)
  switch (element.name) {
    case 'ul':
    case 'ol':
      return listBlocks(element, address)
    case 'dl':
      return definitionBlocks(element, child => draftBlocks(child, address))
    case 'table':
      return tableBlocks(element, cell => draftBlocks(cell, address))
    case 'details':
      return detailsBlocks(element, address)
    case 'pre':
      return codeBlocks(element, address)
    case 'button': {
      const text = inlineText(element.children, address)
      return text ? [{ kind: 'bold-line', text }] : []
    }
    default:
      return draftBlocks(element, address)
  }
}

function headingBlocks(element: HtmlElement, level: number, address: string | null): DraftBlock[] {
  const text = cleanLine(inlineText(element.children, address)).replace(/^[#¶§]\s+|\s+[#¶]$/g, '')
  if (!text) return []
  return text.length > 200 ? [{ kind: 'paragraph', text }] : [{ kind: 'heading', level, text }]
}

function codeBlocks(element: HtmlElement, address: string | null): DraftBlock[] {
  const text = inlineText(element.children, address, true)
  return text.trim() ? [{ kind: 'code', text: text.replace(/^\n+|\s+$/g, '') }] : []
}

/** Items that hold headings or tables, or pages of text, are layout: cards and columns. */
function listBlocks(element: HtmlElement, address: string | null): DraftBlock[] {
  const items = element.children.filter((child): child is HtmlElement => typeof child !== 'string')
  const drafts = items.map(item => draftBlocks(item, address))
  const isLayout = drafts.some(blocks => blocks.some(block => block.kind === 'heading' || block.kind === 'table' || block.kind === 'qa'))
  if (isLayout) return drafts.flat()
  const texts = drafts.map(blocks => blocks.map(blockText).join('\n')).filter(Boolean)
  return texts.length ? [{ kind: 'list', ordered: element.name === 'ol', items: texts }] : []
}

function detailsBlocks(element: HtmlElement, address: string | null): DraftBlock[] {
  const summary = element.children.find(child => typeof child !== 'string' && child.name === 'summary')
  const question = summary && typeof summary !== 'string' ? cleanLine(inlineText(summary.children, address)) : ''
  const rest = draftBlocks({ ...element, children: element.children.filter(child => child !== summary) }, address)
  if (!question) return rest
  const isPlain = rest.length > 0 && rest.every(block => block.kind === 'paragraph' || block.kind === 'list' || block.kind === 'bold-line')
  return isPlain
    ? [{ kind: 'qa', question, answer: rest.map(blockText).join('\n\n') }]
    : [{ kind: 'heading', level: 6, text: question }, ...rest]
}

/** A block within a list item, cell or answer, as lines of text. */
export function blockText(block: DraftBlock): string {
  switch (block.kind) {
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${item.replaceAll('\n', '\n  ')}`).join('\n')
    case 'table':
      return [block.header, ...block.rows].map(row => row.filter(Boolean).join(', ')).join('\n')
    case 'qa':
      return `${block.question}\n${block.answer}`
    case 'product':
      return block.product.title
    default:
      return block.text
  }
}

const lineBreak = '\u2028'

function inlineText(nodes: readonly HtmlNode[], address: string | null, keepsSpace = false): string {
  const text = joinInline(nodes, address, keepsSpace)
  return keepsSpace ? text : cleanLines(text.replace(/\s+/gu, match => (match.includes(lineBreak) ? '\n' : ' ')))
}

/** Elements side by side without a space, `<b>Shipping</b><span>Prices</span>`, are set apart by the page's styles. */
function joinInline(nodes: readonly HtmlNode[], address: string | null, keepsSpace: boolean): string {
  return nodes.reduce<string>((text, node, index) => {
    const next = inlineNode(node, address, keepsSpace)
    const areElements = typeof node !== 'string' && typeof nodes[index - 1] === 'object'
    const isSetApart = areElements && !keepsSpace && /[\p{Ll}\p{N}.!?)]$/u.test(text) && /^[[(]?[\p{Lu}\p{N}]/u.test(next)
    return `${text}${isSetApart ? ' ' : ''}${next}`
  }, '')
}

function inlineNode(node: HtmlNode, address: string | null, keepsSpace: boolean): string {
  if (typeof node === 'string') return node
  if (node.name === 'br') return keepsSpace ? '\n' : lineBreak
  if (node.name === 'wbr' || node.name === 'img' || node.name === 'input') return ''
  const inner = joinInline(node.children, address, keepsSpace)
  if (node.name === 'a') {
    const text = cleanLine(inner)
    const edges = /^(\s*).*?(\s*)$/s.exec(inner)
    return text ? `${edges?.[1] ?? ''}${linkText(text, resolveAddress(node.attributes.href, address))}${edges?.[2] ?? ''}` : inner
  }
  return inner
}

const holdsBlocks = (element: HtmlElement): boolean =>
  element.children.some(child => typeof child !== 'string' && (blockNames.has(child.name) || holdsBlocks(child)))

/** All of its text is strong. */
function isBold(nodes: readonly HtmlNode[]): boolean {
  const filled = nodes.filter(node => typeof node !== 'string' || node.trim())
  return (
    filled.length > 0 && filled.every(node => typeof node !== 'string' && (node.name === 'strong' || node.name === 'b' || isWrapped(node)))
  )
}

const isWrapped = (element: HtmlElement): boolean =>
  (element.name === 'span' || element.name === 'u' || element.name === 'em') && isBold(element.children)
