import type { Block } from '../../document.ts'
import { cleanLine, cleanLines } from '../text/clean-text.ts'
import { joinLines } from './join-lines.ts'
import { type PageColumns, pageColumns } from './page-columns.ts'
import { isBullet, type PdfLine } from './page-lines.ts'
import { takeTable } from './table-lines.ts'

/** The sizes of letters in a document, and what they mean. */
export interface TextSizes {
  readonly body: number
  readonly bodyFont: string
  /** Sizes of headings, largest first. */
  readonly headings: readonly number[]
  /** The typesetter hyphenates: many lines end with a hyphen. */
  readonly hyphenates: boolean
}

/** Share of lines with a hyphen at their end from which on it is the typesetter's. */
const hyphenShare = 0.02

/** The size most of the text has; sizes clearly above it are those of headings, five at most. */
export function textSizes(lines: readonly PdfLine[]): TextSizes {
  const lengths = new Map<string, number>()
  for (const line of lines) lengths.set(`${line.size} ${line.font}`, (lengths.get(`${line.size} ${line.font}`) ?? 0) + line.text.length)
  const [most] = [...lengths].reduce((first, second) => (second[1] > first[1] ? second : first), ['10 ', 0])
  const [size = '10', bodyFont = ''] = most.split(' ')
  const body = Number(size)
  const larger = [...new Set(lines.filter(line => line.size >= body * 1.12 && line.text.length <= 150).map(line => line.size))]
  const hyphens = lines.filter(line => /\p{Ll}[-\u2010]$/u.test(line.text)).length
  return {
    body,
    bodyFont,
    headings: larger.sort((first, second) => second - first).slice(0, 5),
    hyphenates: hyphens > lines.length * hyphenShare,
  }
}

/** Blocks of lines in reading order: headings by size, tables by columns, lists by their bullets, and paragraphs put together again. */
export function lineBlocks(lines: readonly PdfLine[], sizes: TextSizes): Block[] {
  const columns = pageColumns(lines)
  const blocks: Block[] = []
  for (let index = 0; index < lines.length; ) {
    const line = lines[index]
    if (!line) break
    const taken =
      takeTable(lines, index) ??
      takeHeading(lines, index, sizes) ??
      takeList(lines, index, sizes) ??
      takeParagraph(lines, index, sizes, columns)
    const last = blocks.at(-1)
    if (taken.block.kind === 'list' && last?.kind === 'list' && last.ordered === taken.block.ordered) {
      blocks[blocks.length - 1] = { ...last, items: [...last.items, ...taken.block.items] }
    } else blocks.push(taken.block)
    index = taken.next
  }
  return blocks
}

export interface Taken {
  readonly block: Block
  readonly next: number
}

function takeHeading(lines: readonly PdfLine[], start: number, sizes: TextSizes): Taken | null {
  const first = lines[start]
  const level = first ? headingLevel(lines, start, sizes) : 0
  if (!first || level === 0) return null
  let next = start + 1
  let text = first.text
  // A heading may need two or three lines.
  while (next < start + 4 && isSameKind(first, lines[next]) && isNear(lines[next - 1], lines[next], 1.6) && !/[.!?:]$/.test(text))
    text += ` ${lines[next++]?.text}`
  if (text.length > 200) return null
  return { block: { kind: 'heading', level, text: cleanLine(text) }, next }
}

function headingLevel(lines: readonly PdfLine[], index: number, { body, bodyFont, headings }: TextSizes): number {
  const line = lines[index]
  if (!line || line.text.length > 150 || !/\p{L}/u.test(line.text)) return 0
  const rank = headings.indexOf(line.size)
  if (rank >= 0) return rank + 1
  // Bold text of the body's size: another font, short, apart from what is above, and text below.
  const next = lines[index + 1]
  const isApart = !isNear(lines[index - 1], line, 1.5)
  const isOther = line.font !== bodyFont && line.size >= body * 0.98 && line.text.length <= 90 && !/[.,;]$/.test(line.text)
  return isOther && isApart && line.cells.length === 1 && next?.font === bodyFont && !startsItem(line) ? headings.length + 1 : 0
}

const isSameKind = (first: PdfLine, second: PdfLine | undefined): boolean => second?.size === first.size && second.font === first.font

/** The second stands right below the first, at most so many sizes of its letters. */
function isNear(first: PdfLine | undefined, second: PdfLine | undefined, sizes: number): boolean {
  if (!first || !second || first.page !== second.page) return false
  const gap = first.y - second.y
  return gap > -second.size * 0.3 && gap < Math.max(first.size, second.size) * sizes
}

const itemStart = /^([•●○◦▪■□‣⁃∙·]|[–—*-](?=\s)|\(?\d{1,3}[.)](?=\s)|\(?[a-z][.)](?=\s))\s*/u

const startsItem = (line: PdfLine | undefined): boolean =>
  line !== undefined && (itemStart.test(line.text) || (line.cells.length > 1 && isBullet(line.cells[0]?.text ?? '')))

/** Lines that begin with a bullet or number; lines right below and further in go on with the item. */
function takeList(lines: readonly PdfLine[], start: number, { hyphenates }: TextSizes): Taken | null {
  const first = lines[start]
  const isItem = startsItem(first) && (!/^\(?[\da-z]/i.test(first?.text ?? '') || hasSibling(lines, start))
  if (!first || !isItem) return null
  const items: string[] = []
  let next = start
  let bullet = first.left
  for (; next < lines.length; next++) {
    const line = lines[next]
    if (!line || line.size > first.size * 1.12) break
    if (startsItem(line)) {
      const isNested = items.length > 0 && line.left > first.left + first.size
      const text = line.text.replace(itemStart, '')
      if (isNested) items.push(`${items.pop()}\n- ${text}`)
      else items.push(text)
      bullet = line.left
    } else if (line.left > bullet + 2 && (isNear(lines[next - 1], line, 1.7) || line.page !== lines[next - 1]?.page))
      items.push(joinLines(items.pop() ?? '', line.text, hyphenates))
    else break
  }
  return { block: { kind: 'list', ordered: /^\(?\d/.test(first.text), items: items.map(item => item.trim()).filter(Boolean) }, next }
}

/** `1. Something` is an item when another number follows soon; else it is a numbered paragraph. */
const hasSibling = (lines: readonly PdfLine[], start: number): boolean =>
  lines.slice(start + 1, start + 6).some(line => startsItem(line) && Math.abs(line.left - (lines[start]?.left ?? 0)) < 4)

/** Lines that go on; where one was broken before its end, on purpose, the line break stays. Such lines further in are a list without bullets. */
function takeParagraph(lines: readonly PdfLine[], start: number, sizes: TextSizes, columns: PageColumns): Taken {
  const pieces = [lines[start]?.text ?? '']
  let next = start + 1
  for (; next < lines.length; next++) {
    const before = lines[next - 1]
    const line = lines[next]
    const text = pieces.at(-1) ?? ''
    if (!line || !before || startsItem(line) || headingLevel(lines, next, sizes) > 0 || takeTable(lines, next)) break
    if (!goesOn(before, line, text) || Math.abs(line.size - before.size) > 1) break
    if (line.page === before.page && columns.isBrokenEarly(before, line)) {
      // The last line of a paragraph; the next one begins further in, or is one of its own.
      if (/[.!?。]$/.test(text) && text.length > 120) break
      pieces.push(line.text)
    } else pieces[pieces.length - 1] = joinLines(text, line.text, sizes.hyphenates)
  }
  const first = lines[start]
  if (first && pieces.length > 1 && columns.isIndented(first))
    return { block: { kind: 'list', ordered: false, items: pieces.map(cleanLine) }, next }
  return { block: { kind: 'paragraph', text: cleanLines(pieces.join('\n')) }, next }
}

const goesOn = (before: PdfLine, line: PdfLine, text: string): boolean =>
  line.page === before.page ? isNear(before, line, 1.65) || isNextColumn(before, line, text) : !/[.!?:。！？]["”’)]?$/.test(text)

/** The text goes on at the top of the column to the right. */
const isNextColumn = (before: PdfLine, line: PdfLine, text: string): boolean =>
  line.y > before.y && line.left > before.left + before.size * 5 && !/[.!?:。]$/.test(text)
