import { open } from 'node:fs/promises'
import { Unreadable } from './file-failure.ts'
import type { ParseLimits } from './limits.ts'
import { refusedContent } from './refused-content.ts'
import type { Source } from './source.ts'
import { detectEncoding } from './text/detect-encoding.ts'
import { detectTextFormat } from './text/detect-text-format.ts'
import { textPieces } from './text/read-text.ts'
import { zipFormat } from './zip/zip-format.ts'

export type Format = 'markdown' | 'text' | 'html' | 'pdf' | 'docx' | 'xlsx' | 'csv' | 'json' | 'jsonl' | 'eml' | 'zip'

/**
 * What a file is, told by its content. Its name only decides between kinds of text that look alike, as Markdown and plain text.
 * Errors: empty, unsupported, encrypted; the reason names what was found and what to do.
 */
export async function detectFormat(source: Source, limits: ParseLimits): Promise<Format> {
  const head = await readHead(source.path)
  if (head.length === 0) throw new Unreadable('empty', 'This file is empty.')
  if (head.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  if (head[0] === 0x50 && head[1] === 0x4b && isZipMark(head)) return zipFormat(source.path, limits)
  const refused = refusedContent(head)
  if (refused) throw refused
  const encoding = await detectEncoding(source.path)
  const text = await firstText(source.path, encoding)
  if (!text.trim()) throw new Unreadable('empty', 'This file holds no text.')
  if (looksBinary(text))
    throw new Unreadable(
      'unsupported',
      'This file holds no text that can be read. Upload documents, tables, web pages, mails, or a zip of these.',
    )
  return detectTextFormat(text, source.key)
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8192), 0, 8192, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Entry, empty archive, or spanned archive. */
const isZipMark = (head: Buffer): boolean =>
  ['\u0003\u0004', '\u0005\u0006', '\u0007\u0008'].includes(head.subarray(2, 4).toString('latin1'))

async function firstText(path: string, encoding: string): Promise<string> {
  let text = ''
  for await (const piece of textPieces(path, encoding)) {
    text += piece
    if (text.length >= 65_536) break
  }
  return text.slice(0, 65_536)
}

/** More than one character in fifty that no text has. */
function looksBinary(text: string): boolean {
  let strange = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 27) || (code >= 0x7f && code < 0xa0) || code === 0xfffd) strange++
  }
  return strange > text.length / 50
}
