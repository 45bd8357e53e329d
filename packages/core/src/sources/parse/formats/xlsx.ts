import type { Block } from '../../document.ts'
import { documentParts } from '../document-parts.ts'
import { type OfficeParts, openOfficeParts } from '../office/office-parts.ts'
import { sheetRows } from '../office/xlsx-rows.ts'
import { readWorkbook, type Workbook } from '../office/xlsx-workbook.ts'
import type { FormatParser, ParseContext } from '../source.ts'
import { rowBlocks } from '../table/row-blocks.ts'
import { nameTitle } from '../text/file-title.ts'

/** Excel workbooks: each visible sheet a table, or a list of products or questions, under its name. */
export const parseXlsx: FormatParser = async function* (source, context) {
  const parts = await openOfficeParts(source, context)
  try {
    const book = await readWorkbook(parts, context.limits)
    const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    const frame = { key: source.key, title: nameTitle(source.key), mediaType, language: null, url: null }
    yield* documentParts(() => frame, sheetBlocks(parts, book, context), context.limits)
  } finally {
    parts.close()
  }
}

async function* sheetBlocks(parts: OfficeParts, book: Workbook, context: ParseContext): AsyncGenerator<Block> {
  for (const sheet of book.sheets) {
    let isFirst = true
    for await (const block of rowBlocks(sheetRows(parts, sheet, book, context.limits), context)) {
      if (isFirst && book.sheets.length > 1) yield { kind: 'heading', level: 1, text: sheet.name }
      isFirst = false
      yield block
    }
  }
}
