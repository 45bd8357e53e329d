import type { Block, ProductRecord } from '../../document.ts'
import { Unreadable } from '../file-failure.ts'
import type { ParseLimits } from '../limits.ts'
import { productRows } from '../products/product-rows.ts'
import { cleanLine } from '../text/clean-text.ts'
import { guessHeader } from '../text/table-header.ts'
import { questionColumns } from './question-columns.ts'

/** What bounds a table; `advance` is told of progress. */
export interface RowBounds {
  readonly limits: Pick<ParseLimits, 'rows' | 'columns'>
  advance(): void
}

const batchRows = 500
const batchCharacters = 200_000
/** Rows that count as progress: few enough to be read in a second. */
const progressRows = 10_000
/** Rows looked at to find the header below a report's title lines. */
const lookAhead = 12

/**
 * Makes blocks of the rows of a table, which come in batches: products, questions with answers, or the table itself in parts with its
 * header. Lines above the header become paragraphs. Errors: too_large above `limits.rows` and `limits.columns`.
 */
export async function* rowBlocks(batches: AsyncIterable<readonly (readonly string[])[]>, bounds: RowBounds): AsyncGenerator<Block> {
  const table = tableStart(bounds)
  for await (const rows of batches) for (const row of rows) yield* table.add(row)
  yield* table.rest()
}

/** Takes rows one by one and gives blocks when it has enough, and at last what is left. */
interface RowReader {
  add(row: readonly string[]): Block[]
  rest(): Block[]
}

/** Waits for the first rows, which tell what kind of table it is. */
function tableStart({ limits, advance }: RowBounds): RowReader {
  const first: string[][] = []
  let reader: RowReader | null = null
  let count = 0
  const begin = (): Block[] => {
    const { above, header, rows } = findHeader(first)
    reader = productReader(header) ?? questionReader(header) ?? tableReader(header)
    const titles = above.map((row): Block => ({ kind: 'paragraph', text: row.filter(Boolean).join(' ') }))
    return [...titles, ...rows.flatMap(row => reader?.add(row) ?? [])]
  }
  return {
    add(row) {
      checkSize(row, ++count, limits)
      if (count % progressRows === 0) advance()
      const cells = row.map(cell => cell.trim())
      if (reader) return reader.add(cells)
      if (cells.some(Boolean)) first.push(cells)
      return first.length < lookAhead ? [] : begin()
    },
    rest: () => [...(reader ? [] : begin()), ...(reader?.rest() ?? [])],
  }
}

function checkSize(row: readonly string[], count: number, limits: RowBounds['limits']): void {
  if (row.length > limits.columns) {
    throw new Unreadable(
      'too_large',
      `This table has ${row.length} columns; ${limits.columns} are read. Remove columns and upload it again.`,
    )
  }
  if (count > limits.rows) throw new Unreadable('too_large', `This table has more than ${limits.rows} rows. Split it and upload the parts.`)
}

function productReader(header: readonly string[]): RowReader | null {
  const rows = productRows(header)
  const toBlock = (product: ProductRecord): Block => ({ kind: 'product', product })
  return rows ? { add: row => rows.add(row).map(toBlock), rest: () => rows.rest().map(toBlock) } : null
}

function questionReader(header: readonly string[]): RowReader | null {
  const pair = questionColumns(header)
  return pair ? { add: row => [pair(row)].filter(block => block !== null), rest: () => [] } : null
}

function tableReader(header: readonly string[]): RowReader {
  let rows: string[][] = []
  let characters = 0
  const flush = (): Block => {
    const block: Block = { kind: 'table', caption: null, header, rows }
    rows = []
    characters = 0
    return block
  }
  return {
    add(row) {
      if (!row.some(Boolean)) return []
      rows.push(row.map(cleanLine))
      characters += row.reduce((sum, cell) => sum + cell.length, 0)
      return rows.length >= batchRows || characters >= batchCharacters ? [flush()] : []
    },
    rest: () => (rows.length ? [flush()] : []),
  }
}

/** Reports have a title and a date above their table: rows with one filled cell where the table has more. */
function findHeader(rows: readonly string[][]): { above: string[][]; header: string[]; rows: string[][] } {
  const widest = Math.max(0, ...rows.map(filled))
  const start = widest > 2 ? rows.findIndex(row => filled(row) > Math.max(1, widest / 3)) : 0
  const below = rows.slice(Math.max(start, 0))
  const named =
    productRows(below[0] ?? []) || questionColumns(below[0] ?? []) ? { header: below[0] ?? [], rows: below.slice(1) } : guessHeader(below)
  return { above: rows.slice(0, Math.max(start, 0)).map(row => row.map(cleanLine)), header: named.header.map(cleanLine), rows: named.rows }
}

const filled = (row: readonly string[]): number => row.filter(Boolean).length
