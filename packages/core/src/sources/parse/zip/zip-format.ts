import { Unreadable } from '../file-failure.ts'
import type { ParseLimits } from '../limits.ts'
import { openArchive } from './archive.ts'

/** Tells an office file from an archive of files, by the names of its entries. Errors: unsupported, encrypted, and those of `openArchive`. */
export async function zipFormat(path: string, limits: ParseLimits): Promise<'docx' | 'xlsx' | 'zip'> {
  const archive = await openArchive(path, limits)
  archive.close()
  const names = new Set(archive.entries.map(entry => entry.name))
  const has = (pattern: RegExp) => archive.entries.some(entry => pattern.test(entry.name))
  const isOffice = names.has('[Content_Types].xml')
  if (names.has('word/document.xml') || (isOffice && has(/^word\/document\d*\.xml$/))) return 'docx'
  if (names.has('xl/workbook.xml')) return 'xlsx'
  if (names.has('xl/workbook.bin')) throw unsupported('This is a binary Excel file (.xlsb). Save it as XLSX and upload that.')
  if (isOffice && has(/^ppt\//)) throw unsupported('This is a presentation. Save it as PDF and upload that.')
  if (names.has('mimetype') && has(/^(content\.xml|META-INF\/manifest\.xml)$/)) {
    throw unsupported('This is an OpenDocument file. Save it as DOCX, XLSX or PDF and upload that.')
  }
  if (names.has('META-INF/container.xml')) throw unsupported('This is an e-book (EPUB). Save it as PDF or HTML and upload that.')
  if (has(/^Index\/.*\.iwa$/) || names.has('Index.zip'))
    throw unsupported('This is a Pages, Numbers or Keynote file. Export it as DOCX, XLSX or PDF and upload that.')
  if (names.has('META-INF/MANIFEST.MF') || names.has('AndroidManifest.xml')) throw unsupported('This is a program, not a document.')
  return 'zip'
}

const unsupported = (reason: string): Unreadable => new Unreadable('unsupported', reason)
