import { finished } from 'node:stream/promises'
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

/** Rows in batches as the file is read. They are taken as they are made, past the parser's own queue, which costs more than the parsing. */
async function* csvRows(source: Source, encoding: string, delimiter: string, limits: ParseLimits): AsyncGenerator<string[][]> {
  const rows: string[][] = []
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: limits.rowCharacters,
    on_record: (row: string[]) => {
      if (!isSeparatorLine(row)) rows.push(row)
      return null
    },
  })
  const ended = finished(parser.resume())
  // Awaited at the end; until then a failure, which the writing reports too, must not count as unhandled.
  ended.catch(() => undefined)
  try {
    for await (const piece of textPieces(source.path, encoding)) {
      for (let start = 0; start < piece.length; start += writeLength) {
        await write(parser, piece.slice(start, start + writeLength))
        yield rows.splice(0)
      }
    }
    parser.end()
    await ended
    yield rows.splice(0)
  } catch (error) {
    throw toUnreadable(error, limits)
  } finally {
    parser.destroy()
  }
}

const writeLength = 64 * 1024

const write = (parser: ReturnType<typeof parse>, text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    parser.write(text, error => (error ? reject(error) : resolve()))
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
