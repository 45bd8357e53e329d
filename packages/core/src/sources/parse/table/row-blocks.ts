import type { Block } from '../../document.ts'
import { Unreadable } from '../file-failure.ts'
import type { ParseLimits } from '../limits.ts'
import { productRows } from '../products/product-rows.ts'
import { cleanLine } from '../text/clean-text.ts'
import { guessHeader } from '../text/table-header.ts'
import { questionColumns } from './question-columns.ts'

const batchRows = 500
/** Rows looked at to find the header below a report's title lines. */
const lookAhead = 12

/**
 * Makes blocks of the rows of a table: products, questions with answers, or the table itself in batches with its header. Lines above the
 * header become paragraphs. Errors: too_large above `limits.rows` and `limits.columns`, after the blocks of the rows before.
 */
export async function* rowBlocks(
  rows: AsyncIterable<readonly string[]>,
  limits: Pick<ParseLimits, 'rows' | 'columns'>,
): AsyncGenerator<Block> {
  const iterator = countedRows(rows, limits)[Symbol.asyncIterator]()
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

async function* headedBlocks(header: readonly string[], first: readonly string[][], rest: AsyncIterable<string[]>): AsyncGenerator<Block> {
  const products = productRows(header)
  const pair = questionColumns(header)
  let batch: string[][] = []
  const flush = (): Block => {
    const rows = batch
    batch = []
    return { kind: 'table', caption: null, header, rows }
  }
  for await (const row of joined(first, rest)) {
    if (products) products.add(row)
    else if (pair) {
      const block = pair(row)
      if (block) yield block
    } else {
      if (row.some(Boolean)) batch.push(row.map(cleanLine))
      if (batch.length >= batchRows) yield flush()
    }
  }
  if (products) yield* products.products().map((product): Block => ({ kind: 'product', product }))
  if (batch.length) yield flush()
}

async function* joined(first: readonly string[][], rest: AsyncIterable<string[]>): AsyncGenerator<string[]> {
  yield* first
  yield* rest
}

async function* countedRows(
  rows: AsyncIterable<readonly string[]>,
  limits: Pick<ParseLimits, 'rows' | 'columns'>,
): AsyncGenerator<string[]> {
  let count = 0
  for await (const row of rows) {
    if (row.length > limits.columns)
      throw new Unreadable(
        'too_large',
        `This table has ${row.length} columns; ${limits.columns} are read. Remove columns and upload it again.`,
      )
    if (++count > limits.rows)
      throw new Unreadable('too_large', `Only the first ${limits.rows} rows of this table were read. Split it and upload the parts.`)
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
