import { guessHeader } from '../text/table-header.ts'
import type { Taken } from './line-blocks.ts'
import type { PdfCell, PdfLine } from './page-lines.ts'

const fewestRows = 3

/**
 * Takes the table that begins at a line: lines of two and more cells that stand below each other in columns. A line with fewer cells between
 * them goes on in the cells above it. null: there is no table here.
 */
export function takeTable(lines: readonly PdfLine[], start: number): Taken | null {
  const first = lines[start]
  if (!first || first.cells.length < 2) return null
  const rows: PdfLine[] = [first]
  let next = start + 1
  for (; next < lines.length; next++) {
    const line = lines[next]
    const before = lines[next - 1]
    if (!line || !before) break
    const gap = before.y - line.y
    const isBelow = line.page === before.page && gap > 0 && gap < Math.max(line.size, before.size) * 3.2
    const isOnNextPage = line.page === before.page + 1 && line.cells.length === first.cells.length
    if (!(isBelow || isOnNextPage) || Math.abs(line.size - before.size) > 1.5 || !standsInColumns(line, rows)) break
    rows.push(line)
  }
  if (rows.filter(row => row.cells.length > 1).length < fewestRows) return null
  const columns = columnStarts(rows)
  const cells = joinContinuations(rows, columns)
  return { block: { kind: 'table', caption: null, ...guessHeader(cells) }, next }
}

/** Every cell begins, or ends, or is centred where one of a row above does. */
function standsInColumns(line: PdfLine, rows: readonly PdfLine[]): boolean {
  const known = rows.flatMap(row => row.cells)
  const widest = Math.max(...rows.map(row => row.cells.length))
  const fitting = line.cells.filter(cell => known.some(other => isAligned(cell, other, line.size))).length
  // A single piece of text below a table is its next paragraph, unless it stands in one of the further columns or is no wider than the first.
  if (line.cells.length === 1)
    return fitting === 1 && (line.left > (rows[0]?.left ?? 0) + line.size || line.right < (rows[0]?.cells[1]?.left ?? 0))
  return fitting >= Math.min(line.cells.length, widest) - 1 && fitting > 0
}

const isAligned = (first: PdfCell, second: PdfCell, size: number): boolean =>
  Math.abs(first.left - second.left) < size * 0.5 ||
  Math.abs(first.right - second.right) < size * 0.5 ||
  Math.abs(first.left + first.right - second.left - second.right) < size

/** Left edges of the columns: those of the rows with most cells, as far left as any of their cells goes. */
function columnStarts(rows: readonly PdfLine[]): number[] {
  const counts = new Map<number, number>()
  for (const row of rows) if (row.cells.length > 1) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1)
  const [columns] = [...counts].reduce(
    (first, second) => (second[1] > first[1] || (second[1] === first[1] && second[0] > first[0]) ? second : first),
    [2, 0],
  )
  const full = rows.filter(row => row.cells.length === columns)
  return Array.from({ length: columns }, (_, index) => Math.min(...full.map(row => row.cells[index]?.left ?? 0)))
}

function joinContinuations(rows: readonly PdfLine[], columns: readonly number[]): string[][] {
  const result: string[][] = []
  rows.forEach((row, index) => {
    const line = columns.map(() => '')
    for (const cell of row.cells) {
      const column = columnOf(cell, columns)
      line[column] = [line[column], cell.text].filter(Boolean).join(' ')
    }
    const above = result.at(-1)
    const gap = (rows[index - 1]?.y ?? 0) - row.y
    const goesOn = above && line[0] === '' && gap < row.size * 1.5 && row.page === rows[index - 1]?.page
    if (goesOn) result[result.length - 1] = above.map((text, column) => [text, line[column]].filter(Boolean).join(' '))
    else result.push(line)
  })
  return result
}

/** The column whose left edge is nearest, without counting those that begin behind the cell's end. */
function columnOf(cell: PdfCell, columns: readonly number[]): number {
  const centre = (cell.left + cell.right) / 2
  const distances = columns.map((start, index) => {
    const end = columns[index + 1] ?? Number.POSITIVE_INFINITY
    return centre >= start && centre < end ? 0 : Math.min(Math.abs(cell.left - start), Math.abs(centre - start))
  })
  return distances.indexOf(Math.min(...distances))
}
