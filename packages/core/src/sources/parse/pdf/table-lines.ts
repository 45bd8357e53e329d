import { guessHeader } from '../text/table-header.ts'
import { freeSpace, type Interval, subtract } from './free-space.ts'
import type { Taken } from './line-blocks.ts'
import type { PdfCell, PdfLine } from './page-lines.ts'

const fewestRows = 3
/** Width of the free space between columns, and greatest distance of rows, in sizes of the letters. */
const gutterWidth = 0.4
const rowDistance = 3.2

/**
 * Takes the table that begins at a line: pieces of text with free space between them that goes down through all lines. Works for columns
 * that are aligned left, right or centred, for cells of several lines, and for cells that stand in the middle of their row's height.
 * null: there is no table here.
 */
export function takeTable(lines: readonly PdfLine[], start: number): Taken | null {
  const first = lines[start]
  if (!first || first.cells.length < 2) return null
  let free = freeSpace(first.cells)
  const region: PdfLine[] = [first]
  for (let index = start + 1; index < lines.length; index++) {
    const line = lines[index]
    if (!line || !isNear(line, region)) break
    const left = line.cells.reduce(subtract, free).filter(gap => gap.right - gap.left > line.size * gutterWidth)
    const crosses = line.cells.length === 1 && gutters(left).length < gutters(free).length
    if (crosses || gutters(left).length === 0) break
    free = left
    region.push(line)
  }
  dropTail(region)
  const columns = gutters(free)
  const { rows, hasHeader } = tableRows(region, columns)
  const isTable = rows.filter(row => row.filter(Boolean).length > 1).length >= fewestRows && !isPageColumns(rows)
  return isTable
    ? {
        block: { kind: 'table', caption: null, ...(hasHeader ? { header: rows[0] ?? [], rows: rows.slice(1) } : guessHeader(rows)) },
        next: start + region.length,
      }
    : null
}

/** Free space between columns; what is free at the edges divides nothing. */
const gutters = (free: readonly Interval[]): Interval[] => free.filter(gap => Number.isFinite(gap.left) && Number.isFinite(gap.right))

/** On the same page in letters of the same size, below the lines so far or beside the last of them. */
function isNear(line: PdfLine, region: readonly PdfLine[]): boolean {
  const last = region.at(-1)
  if (!last || line.page !== last.page || Math.abs(line.size - last.size) > 1.5) return false
  const bottom = Math.min(...region.slice(-12).map(other => other.y))
  const top = Math.max(...region.slice(-12).map(other => other.y))
  return line.y < top + line.size && bottom - line.y < line.size * rowDistance
}

/** Lines with a single piece at the end are more likely the next paragraph or heading, when they stand apart. */
function dropTail(region: PdfLine[]): void {
  for (let last = region.at(-1); last && region.length > 1 && last.cells.length === 1; last = region.at(-1)) {
    const others = region.slice(0, -1)
    if (Math.min(...others.map(line => line.y)) - last.y < last.size * 1.45 && last.left > (region[0]?.left ?? 0) + last.size) break
    region.pop()
  }
}

/** Text set in two columns on the page, not a table: both full of long lines. */
function isPageColumns(rows: readonly (readonly string[])[]): boolean {
  const average = (column: number) => rows.reduce((sum, row) => sum + (row[column]?.length ?? 0), 0) / rows.length
  return rows[0]?.length === 2 && rows.length > 5 && average(0) > 35 && average(1) > 35
}

interface Placed {
  readonly cell: PdfCell
  readonly column: number
  readonly y: number
  readonly size: number
  readonly font: string
}

/** `hasHeader`: the first row is set in a font of its own. */
function tableRows(region: readonly PdfLine[], columns: readonly Interval[]): { rows: string[][]; hasHeader: boolean } {
  const placed = region.flatMap(({ cells, y, size, font }) =>
    cells.map((cell): Placed => ({ cell, column: columnOf(cell, columns), y, size, font })),
  )
  const lines = byLine(placed)
  const bands = byBand(placed)
  // Where every line begins in the first column and has more, a line is a row; else rows are told apart by the space between them.
  const isOneEach = lines.filter(line => line.some(({ column }) => column === 0) && line.length > 1).length > lines.length * 0.7
  const groups = bands.length < fewestRows || (isOneEach && bands.length < lines.length * 0.7) ? joinContinuations(lines) : bands
  const [first = [], ...others] = groups
  const font = first[0]?.font
  return {
    rows: groups.map(group =>
      Array.from({ length: columns.length + 1 }, (_, column) => cellText(group.filter(piece => piece.column === column))),
    ),
    hasHeader:
      first.every(piece => piece.font === font) && others.length > 0 && others.every(group => group.some(piece => piece.font !== font)),
  }
}

const columnOf = (cell: PdfCell, columns: readonly Interval[]): number =>
  columns.filter(gap => (gap.left + gap.right) / 2 < (cell.left + cell.right) / 2).length

const cellText = (pieces: readonly Placed[]): string =>
  pieces
    .toSorted((first, second) =>
      Math.abs(first.y - second.y) > first.size * 0.4 ? second.y - first.y : first.cell.left - second.cell.left,
    )
    .map(({ cell }) => cell.text)
    .join(' ')

/** Pieces at the same height. */
function byLine(placed: readonly Placed[]): Placed[][] {
  return grouped(placed, (piece, above) => above.y - piece.y < piece.size * 0.45)
}

/** Pieces without free space between them, from the top of one line to the bottom of another. */
function byBand(placed: readonly Placed[]): Placed[][] {
  return grouped(placed, (piece, above) => above.y - piece.y < piece.size * 1.33)
}

function grouped(placed: readonly Placed[], belongs: (piece: Placed, above: Placed) => boolean): Placed[][] {
  const groups: Placed[][] = []
  let above: Placed | null = null
  for (const piece of placed.toSorted((first, second) => second.y - first.y)) {
    if (above && belongs(piece, above)) groups.at(-1)?.push(piece)
    else groups.push([piece])
    above = piece
  }
  return groups
}

/** A line that leaves the first column empty, right below another, goes on in its cells. */
function joinContinuations(lines: readonly Placed[][]): Placed[][] {
  const rows: Placed[][] = []
  for (const line of lines) {
    const above = rows.at(-1)
    const distance = Math.min(...(above ?? []).map(piece => piece.y)) - (line[0]?.y ?? 0)
    if (above && line.every(piece => piece.column > 0) && distance < (line[0]?.size ?? 0) * 1.5) above.push(...line)
    else rows.push([...line])
  }
  return rows
}
