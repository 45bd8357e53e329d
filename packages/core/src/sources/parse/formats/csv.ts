import { parse } from 'csv-parse'
import { documentParts } from '../document-parts.ts'
import { Unreadable } from '../file-failure.ts'
import type { ParseLimits } from '../limits.ts'
import type { FormatParser, Source } from '../source.ts'
import { rowBlocks } from '../table/row-blocks.ts'
import { detectEncoding } from '../text/detect-encoding.ts'
import { nameTitle } from '../text/file-title.ts'
import { textPieces } from '../text/read-text.ts'
import { detectDelimiter } from './csv-delimiter.ts'

/** Values separated by comma, semicolon, tab or pipe: shop exports, questions with answers, or any table. */
export const parseCsv: FormatParser = async function* (source, context) {
  const { limits } = context
  const encoding = await detectEncoding(source.path)
  const delimiter = detectDelimiter(await firstText(source, encoding)) ?? ','
  const mediaType = delimiter === '\t' ? 'text/tab-separated-values' : 'text/csv'
  const frame = { key: source.key, title: nameTitle(source.key), mediaType, language: null, url: null }
  yield* documentParts(() => frame, rowBlocks(csvRows(source, encoding, delimiter, limits), context), limits)
}

async function firstText(source: Source, encoding: string): Promise<string> {
  for await (const piece of textPieces(source.path, encoding)) if (piece) return piece.slice(0, 64 * 1024)
  return ''
}

async function* csvRows(source: Source, encoding: string, delimiter: string, limits: ParseLimits): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: limits.rowCharacters,
  })
  const feeding = feed(source, encoding, parser)
  // Awaited below, behind the rows; until then a failure must not count as unhandled.
  feeding.catch(() => undefined)
  try {
    for await (const row of parser) if (!isSeparatorLine(row)) yield row
    await feeding
  } catch (error) {
    throw toUnreadable(error, limits)
  } finally {
    parser.destroy()
  }
}

async function feed(source: Source, encoding: string, parser: ReturnType<typeof parse>): Promise<void> {
  for await (const piece of textPieces(source.path, encoding)) {
    for (let start = 0; start < piece.length; start += 16_384) {
      if (parser.destroyed) return
      if (!parser.write(piece.slice(start, start + 16_384))) await drained(parser)
    }
  }
  parser.end()
}

const drained = (parser: ReturnType<typeof parse>): Promise<void> =>
  new Promise(resolve => {
    const done = () => {
      parser.off('drain', done).off('close', done)
      resolve()
    }
    parser.on('drain', done).on('close', done)
  })

/** Excel writes `sep=;` above the table. */
const isSeparatorLine = (row: readonly string[]): boolean => /^sep=.?$/i.test(row[0] ?? '')

function toUnreadable(error: unknown, limits: ParseLimits): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return new Unreadable(
      'too_large',
      `A row of this table is longer than ${limits.rowCharacters / 1e6} million characters. Is a quotation mark missing? Mend it and upload it again.`,
    )
  }
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return new Unreadable('damaged', 'A quotation mark in this table is never closed. Mend it and upload it again.')
  return error
}
