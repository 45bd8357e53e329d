import { blockText } from '../html/html-blocks.ts'
import type { DraftBlock } from '../text/bold-lines.ts'
import { cleanLine, cleanLines } from '../text/clean-text.ts'
import { guessHeader } from '../text/table-header.ts'
import type { DocxParagraph, DocxPart, DocxRow, DocxTable } from './docx-paragraphs.ts'
import type { ListPlace } from './docx-styles.ts'

export type NumberingOf = (place: ListPlace) => 'numbered' | 'bullets' | null

/** Blocks of the parts of a document: neighbouring list paragraphs become one list, with lists within it as lines of its items. */
export function docxBlocks(parts: readonly DocxPart[], numberingOf: NumberingOf): DraftBlock[] {
  const blocks: DraftBlock[] = []
  let list: { items: string[]; isOrdered: boolean; level: number } | null = null
  const flush = () => {
    if (list) blocks.push({ kind: 'list', ordered: list.isOrdered, items: list.items })
    list = null
  }
  for (const part of parts) {
    if ('table' in part) {
      flush()
      blocks.push(...tableBlocks(part.table, numberingOf))
      continue
    }
    const { paragraph } = part
    const text = cleanLines(paragraph.text.replaceAll('\t', ' '))
    if (!text || paragraph.style.isContents) continue
    const numbering = paragraph.list && paragraph.style.level === null ? numberingOf(paragraph.list) : null
    if (!numbering || !paragraph.list) {
      flush()
      blocks.push(paragraphBlock(paragraph, text))
      continue
    }
    const { level } = paragraph.list
    list ??= { items: [], isOrdered: numbering === 'numbered', level }
    if (level > list.level && list.items.length) list.items.push(`${list.items.pop()}\n${'  '.repeat(level - list.level - 1)}- ${text}`)
    else list.items.push(text)
  }
  flush()
  return blocks
}

function paragraphBlock({ style, isBold }: DocxParagraph, text: string): DraftBlock {
  if (style.level !== null && text.length <= 200) return { kind: 'heading', level: Math.max(style.level, 1), text: cleanLine(text) }
  return isBold ? { kind: 'bold-line', text } : { kind: 'paragraph', text }
}

/** A table with one column, or with headings or tables in its cells, only places text on the page. */
function tableBlocks({ rows }: DocxTable, numberingOf: NumberingOf): DraftBlock[] {
  const cells = rows.map(row => row.cells.map(cell => ({ cell, blocks: docxBlocks(cell.content, numberingOf) })))
  const isLayout =
    cells.every(row => row.length < 2) ||
    cells.flat().some(({ blocks }) => blocks.some(block => block.kind === 'heading' || block.kind === 'table'))
  if (isLayout) return cells.flat().flatMap(({ blocks }) => blocks)
  const grid: string[][] = []
  for (const row of cells) {
    const line: string[] = []
    for (const { cell, blocks } of row) {
      const own = cleanLine(blocks.map(blockText).join(', '))
      const text = cell.continues && !own ? (grid.at(-1)?.[line.length] ?? '') : own
      line.push(...Array.from({ length: cell.columns }, () => text))
    }
    grid.push(line)
  }
  const filled = grid.filter(line => line.some(Boolean))
  if (filled.length === 0) return []
  const isNamed = rows[0]?.isHeader || isBoldRow(rows[0])
  const table = isNamed && filled.length > 1 ? { header: filled[0] ?? [], rows: filled.slice(1) } : guessHeader(filled)
  return [{ kind: 'table', caption: null, ...table }]
}

/** All cells of the row are in bold. */
const isBoldRow = (row: DocxRow | undefined): boolean =>
  row?.cells.every(cell => cell.content.length > 0 && cell.content.every(part => 'paragraph' in part && part.paragraph.isBold)) ?? false
