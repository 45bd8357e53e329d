import { Unreadable } from '../file-failure.ts'
import type { ParseLimits } from '../limits.ts'
import { type NumberFormat, numberFormat } from './number-format.ts'
import type { OfficeParts } from './office-parts.ts'

export interface Sheet {
  readonly name: string
  /** Name of its part. */
  readonly part: string
}

/** What the sheets of a workbook share. */
export interface Workbook {
  /** Visible ones, in order. */
  readonly sheets: readonly Sheet[]
  readonly strings: readonly string[]
  /** Number format of a cell's style. */
  readonly formats: readonly NumberFormat[]
  /** Dates are counted from 1904. */
  readonly is1904: boolean
}

export async function readWorkbook(parts: OfficeParts, limits: ParseLimits): Promise<Workbook> {
  const relations = await parts.relations('xl/workbook.xml')
  const sheets: Sheet[] = []
  let is1904 = false
  await parts.read('xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      const target = relations.get(attributes.id ?? '')?.target
      if (name === 'sheet' && target && (attributes.state ?? 'visible') === 'visible')
        sheets.push({ name: attributes.name ?? '', part: target })
    },
  })
  return { sheets, strings: await readStrings(parts, limits), formats: await readFormats(parts), is1904 }
}

/** Texts that cells refer to by number. Errors: too_large. */
async function readStrings(parts: OfficeParts, limits: ParseLimits): Promise<string[]> {
  const strings: string[] = []
  let current = ''
  let inText = false
  let inReading = false
  let length = 0
  await parts.read('xl/sharedStrings.xml', {
    open(name) {
      if (name === 'si') current = ''
      else if (name === 'rPh') inReading = true
      else if (name === 't') inText = !inReading
    },
    text(text) {
      if (!inText) return
      current += text
      length += text.length
      if (length > limits.characters / 2)
        throw new Unreadable('too_large', 'This workbook holds too much text. Split it and upload the parts.')
    },
    close(name) {
      if (name === 't') inText = false
      else if (name === 'rPh') inReading = false
      else if (name === 'si' && strings.push(current) > limits.rows * 4)
        throw new Unreadable('too_large', 'This workbook holds too many texts. Split it and upload the parts.')
    },
  })
  return strings
}

async function readFormats(parts: OfficeParts): Promise<NumberFormat[]> {
  const codes = new Map<number, string>()
  const formats: NumberFormat[] = []
  let inCellFormats = false
  await parts.read('xl/styles.xml', {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats && formats.length < 65_536) {
        const id = Number(attributes.numFmtId ?? 0)
        formats.push(numberFormat(id, codes.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return formats
}
