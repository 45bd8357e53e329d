import { Unreadable } from '../file-failure.ts'
import type { ParseLimits } from '../limits.ts'
import { formatNumber, numberFormat } from './number-format.ts'
import type { OfficeParts } from './office-parts.ts'
import type { Sheet, Workbook } from './xlsx-workbook.ts'
import type { XmlHandler } from './xml-events.ts'

const general = numberFormat(0, undefined)

/**
 * The filled rows of a sheet in batches, cells as a reader sees them. A cell merged over several rows stands in each of them.
 * Errors: too_large for cells beyond `limits.columns`.
 */
export async function* sheetRows(parts: OfficeParts, sheet: Sheet, book: Workbook, limits: ParseLimits): AsyncGenerator<string[][]> {
  const rows: string[][] = []
  const handler = rowHandler(book, await verticalMerges(parts, sheet.part), limits, row => rows.push(row))
  for await (const _ of parts.pieces(sheet.part, handler)) yield rows.splice(0)
}

function rowHandler(book: Workbook, merged: ReadonlyMap<string, number>, limits: ParseLimits, onRow: (row: string[]) => void): XmlHandler {
  const held = new Map<number, { text: string; until: number }>()
  let rowNumber = 0
  let row: string[] = []
  let column = 0
  let type = ''
  let style = 0
  let value = ''
  let inValue = false
  const finishCell = () => {
    const text = cellText(value, type, style, book)
    if (!text) return
    if (column > limits.columns)
      throw new Unreadable('too_large', `This sheet uses column ${column}; ${limits.columns} are read. Remove columns and upload it again.`)
    while (row.length < column) row.push('')
    row[column - 1] = text
    const until = merged.get(`${column} ${rowNumber}`)
    if (until) held.set(column, { text, until })
  }
  const finishRow = () => {
    if (!row.some(Boolean)) return
    for (const [at, { text, until }] of held) {
      if (until < rowNumber) held.delete(at)
      else if (!row[at - 1]) row[at - 1] = text
    }
    onRow(Array.from(row, cell => cell ?? ''))
  }
  return {
    open(name, attributes) {
      if (name === 'row') {
        rowNumber = Number(attributes.r) || rowNumber + 1
        row = []
        column = 0
      } else if (name === 'c') {
        column = attributes.r ? columnOf(attributes.r) : column + 1
        type = attributes.t ?? 'n'
        style = Number(attributes.s ?? 0)
        value = ''
      } else if (name === 'v' || name === 't') inValue = true
      else if (name === 'rPh') inValue = false
    },
    text(text) {
      if (inValue) value += text
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'c') finishCell()
      else if (name === 'row') finishRow()
    },
  }
}

/** `B7` is in column 2. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference.toUpperCase()) {
    const code = letter.charCodeAt(0)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column
}

function cellText(value: string, type: string, style: number, book: Workbook): string {
  switch (type) {
    case 's':
      return (book.strings[Number(value)] ?? '').trim()
    case 'b':
      return value === '1' ? 'yes' : value === '0' ? 'no' : ''
    case 'e':
      return ''
    case 'd':
      return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '')
    case 'str':
    case 'inlineStr':
      return value.trim()
    default: {
      const number = Number(value)
      return value.trim() && Number.isFinite(number) ? formatNumber(number, book.formats[style] ?? general, book.is1904) : value.trim()
    }
  }
}

const mostMerges = 20_000
const mergeCell = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g

/** Last row of each cell merged over rows, by `<column> <row>` of its first. They stand behind the rows in the file, hence a pass of its own. */
async function verticalMerges(parts: OfficeParts, part: string): Promise<Map<string, number>> {
  const merges = new Map<string, number>()
  let held = ''
  for await (const bytes of parts.bytes(part)) {
    const text = held + bytes.toString('latin1')
    for (const [, column = '', first = '', last = ''] of text.matchAll(mergeCell)) {
      if (first !== last && merges.size < mostMerges) merges.set(`${columnOf(column)} ${first}`, Number(last))
    }
    held = text.slice(-100)
  }
  return merges
}
