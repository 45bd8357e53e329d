import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultParseLimits } from '../../parse/limits.ts'
import { openOfficeParts } from '../../parse/office/office-parts.ts'
import { sheetRows } from '../../parse/office/xlsx-rows.ts'
import { readWorkbook } from '../../parse/office/xlsx-workbook.ts'

/** Writes each visible sheet of a workbook as CSV into the folder, within the limits that hold for reading uploads. */
export async function writeSheets(path: string, name: string, folder: string) {
  const limits = defaultParseLimits
  const parts = await openOfficeParts(
    { key: name, path, size: (await stat(path)).size },
    { advance: () => {}, limits, temporaryFolder: folder, budget: { unpackedBytes: limits.unpackedBytes }, nested: nothingWithin },
  )
  try {
    const book = await readWorkbook(parts, limits)
    const written: { path: string; title: string }[] = []
    for (const sheet of book.sheets) {
      const target = join(folder, `sheet-${written.length}.csv`)
      const out = createWriteStream(target)
      let width = 0
      for await (const rows of sheetRows(parts, sheet, book, limits)) {
        for (const row of rows) {
          width ||= row.length
          const cells = Array.from({ length: width }, (_, index) => cell(row[index] ?? ''))
          if (!out.write(`${cells.join(',')}\n`)) await new Promise<void>(resolve => out.once('drain', () => resolve()))
        }
      }
      await new Promise<void>((resolve, reject) => {
        out.once('error', reject)
        out.end(() => resolve())
      })
      written.push({ path: target, title: book.sheets.length > 1 ? sheet.name : name })
    }
    return written
  } finally {
    parts.close()
  }
}

const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

async function* nothingWithin() {}
