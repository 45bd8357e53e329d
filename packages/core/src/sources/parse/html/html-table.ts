import type { DraftBlock } from '../text/bold-lines.ts'
import { cleanLine } from '../text/clean-text.ts'
import { guessHeader } from '../text/table-header.ts'
import { blockText } from './html-blocks.ts'
import type { HtmlElement } from './parse-tree.ts'

type BlocksOf = (element: HtmlElement) => DraftBlock[]

interface Cell {
  readonly text: string
  readonly isHeader: boolean
  readonly blocks: readonly DraftBlock[]
  readonly columns: number
  readonly rows: number
}

const widest = 100
const mostSpanned = 200

/** A table of data with its spans filled in, or, where a table only places things on the page, what its cells hold. */
export function tableBlocks(table: HtmlElement, blocksOf: BlocksOf): DraftBlock[] {
  const rows = rowsOf(table).map(row => cellsOf(row, blocksOf))
  if (isLayout(table, rows)) return rows.flat().flatMap(cell => cell.blocks)
  const caption = table.children.find(child => typeof child !== 'string' && child.name === 'caption')
  const captionText = caption && typeof caption !== 'string' ? cleanLine(blocksOf(caption).map(blockText).join(' ')) : ''
  return [{ kind: 'table', caption: captionText || null, ...withHeader(fillSpans(rows)) }]
}

function rowsOf(element: HtmlElement): HtmlElement[] {
  return element.children.flatMap(child => {
    if (typeof child === 'string') return []
    if (child.name === 'tr') return [child]
    return ['thead', 'tbody', 'tfoot'].includes(child.name) ? rowsOf(child) : []
  })
}

function cellsOf(row: HtmlElement, blocksOf: BlocksOf): Cell[] {
  return row.children.flatMap(child => {
    if (typeof child === 'string' || (child.name !== 'td' && child.name !== 'th')) return []
    const blocks = blocksOf(child)
    const text = cleanLine(blocks.map(blockText).join(', '))
    return [{ text, isHeader: child.name === 'th', blocks, columns: span(child, 'colspan'), rows: span(child, 'rowspan') }]
  })
}

function isLayout(table: HtmlElement, rows: readonly (readonly Cell[])[]): boolean {
  if (['presentation', 'none'].includes(table.attributes.role ?? '')) return true
  if (rows.every(row => row.length < 2)) return true
  return rows.flat().some(cell => cell.text.length > 1500 || cell.blocks.some(block => block.kind === 'table' || block.kind === 'heading'))
}

/** A cell that spans rows or columns stands in each of them, so that every row can be read alone. */
function fillSpans(rows: readonly (readonly Cell[])[]): Cell[][] {
  const held = new Map<number, { cell: Cell; rows: number }>()
  return rows.map(row => {
    const line: Cell[] = []
    const takeHeld = () => {
      for (let above = held.get(line.length); above && above.rows > 0; above = held.get(line.length)) {
        above.rows--
        line.push(above.cell)
      }
    }
    for (const cell of row) {
      takeHeld()
      for (let column = 0; column < cell.columns && line.length < widest; column++) {
        held.set(line.length, { cell, rows: cell.rows - 1 })
        line.push(cell)
      }
    }
    takeHeld()
    return line
  })
}

const span = (element: HtmlElement, name: 'colspan' | 'rowspan'): number =>
  Math.min(Math.max(Number.parseInt(element.attributes[name] ?? '1', 10) || 1, 1), mostSpanned)

function withHeader(grid: readonly Cell[][]): { header: string[]; rows: string[][] } {
  const filled = grid.filter(row => row.some(cell => cell.text))
  const texts = filled.map(row => row.map(cell => cell.text))
  if (filled[0]?.every(cell => cell.isHeader) && filled.length > 1) return { header: texts[0] ?? [], rows: texts.slice(1) }
  return guessHeader(texts)
}
