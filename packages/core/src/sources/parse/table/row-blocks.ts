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
 * Makes blocks of the rows of a table: products, questions with answers, or the table itself in batches with its header. Lines above the
 * header become paragraphs. Errors: too_large above `limits.rows` and `limits.columns`, after the blocks of the rows before.
 */
export async function* rowBlocks(rows: AsyncIterable<readonly string[]>, bounds: RowBounds): AsyncGenerator<Block> {
  const iterator = countedRows(rows, bounds)[Symbol.asyncIterator]()
  const start: string[][] = []
  while (start.length < lookAhead) {
    const next = await iterator.next()
    if (next.done) break
    if (next.value.some(Boolean)) start.push(next.value)
  }
  const { above, header, rows: first } = findHeader(start)
  yield* above.map((row): Block => ({ kind: 'paragraph', text: row.filter(Boolean).join(' ') }))
  yield* headedBlocks(header, first, { [Symbol.asyncIterator]: () => iterator })
}

/** Takes rows one by one and gives blocks when it has enough, and at last what is left. */
interface RowReader {
  add(row: readonly string[]): Block[]
  rest(): Block[]
}

async function* headedBlocks(header: readonly string[], first: readonly string[][], rest: AsyncIterable<string[]>): AsyncGenerator<Block> {
  const reader = productReader(header) ?? questionReader(header) ?? tableReader(header)
  try {
    for await (const row of joined(first, rest)) {
      yield* reader.add(row)
    }
  } catch (error) {
    // The rows before the bad one are good.
    yield* reader.rest()
    throw error
  }
  yield* reader.rest()
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

async function* joined(first: readonly string[][], rest: AsyncIterable<string[]>): AsyncGenerator<string[]> {
  yield* first
  yield* rest
}

async function* countedRows(rows: AsyncIterable<readonly string[]>, bounds: RowBounds): AsyncGenerator<string[]> {
  const { limits, advance } = bounds
  let count = 0
  for await (const row of rows) {
    if (row.length > limits.columns)
      throw new Unreadable(
        'too_large',
        `This table has ${row.length} columns; ${limits.columns} are read. Remove columns and upload it again.`,
      )
    if (++count > limits.rows)
      throw new Unreadable('too_large', `This table has more than ${limits.rows} rows. Split it and upload the parts.`)
    if (count % progressRows === 0) advance()
    yield row.map(cell => cell.trim())
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
