import { Unreadable } from './file-failure.ts'

/** Kinds of content that are recognised in order to say what to do instead. */
const refusals: readonly { readonly marks: readonly (string | RegExp)[]; readonly reason: string }[] = [
  {
    marks: [
      '\x89PNG',
      '\xff\xd8\xff',
      'GIF8',
      /^RIFF....WEBP/s,
      'BM',
      'II*\0',
      'MM\0*',
      /^....ftyp(heic|heix|avif|mif1)/s,
      '8BPS',
      '\0\0\x01\0',
      '\xffO\xffQ',
      '\0\0\0\x0cjP',
    ],
    reason: 'This is a picture. Text in pictures is not read. Upload the text as a document, for example the original PDF or Word file.',
  },
  {
    marks: [/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i],
    reason: 'This is a picture (SVG). Upload the text as a document.',
  },
  {
    marks: [/^....ftyp/s, 'ID3', 'OggS', 'fLaC', /^RIFF....(WAVE|AVI )/s, '\x1aE\xdf\xa3', '\xff\xfb', '\0\0\x01\xba'],
    reason: 'This is a sound or video file. Upload its text as a document.',
  },
  { marks: ['{\\rtf'], reason: 'This is an RTF document. Open it in a word processor, save it as DOCX or PDF and upload that.' },
  {
    marks: ['Rar!', '7z\xbc\xaf', '\x1f\x8b', 'BZh', '\xfd7zXZ', '(\xb5/\xfd', /^.{257}ustar/s],
    reason: 'This is an archive of a kind that is not read. Unpack it and upload the files, or a zip of them.',
  },
  { marks: ['MZ', '\x7fELF', '\xcf\xfa\xed\xfe', '\xca\xfe\xba\xbe', '\0asm'], reason: 'This is a program, not a document.' },
  { marks: ['SQLite format 3\0'], reason: 'This is an SQLite database. Connect it as a database, or export its tables as CSV.' },
  { marks: ['PAR1', 'ORC', 'Obj\x01'], reason: 'This is a file of a data warehouse. Export the table as CSV or XLSX.' },
  { marks: ['wOFF', 'wOF2', '\0\x01\0\0\0', 'OTTO'], reason: 'This is a font, not a document.' },
]

/** The reason to refuse a file that begins so, or null. */
export function refusedContent(head: Buffer): Unreadable | null {
  if (head.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') return oldOfficeFile(head)
  const text = head.toString('latin1')
  const found = refusals.find(({ marks }) => marks.some(mark => (typeof mark === 'string' ? text.startsWith(mark) : mark.test(text))))
  return found ? new Unreadable('unsupported', found.reason) : null
}

/** Office files before 2007, Outlook messages, and today's Office files with a password, share one container. */
function oldOfficeFile(head: Buffer): Unreadable {
  const holds = (name: string) => head.includes(Buffer.from(name, 'utf16le'))
  if (holds('EncryptedPackage'))
    return new Unreadable('encrypted', 'This file is password protected. Remove the password and upload it again.')
  if (holds('__substg1.0_'))
    return new Unreadable('unsupported', 'This is an Outlook message (.msg). Save it as .eml or as text and upload that.')
  return new Unreadable(
    'unsupported',
    'This is an Office file of the old format (.doc, .xls, .ppt). Save it as DOCX, XLSX or PDF and upload that.',
  )
}
