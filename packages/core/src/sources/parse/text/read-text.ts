import { createReadStream } from 'node:fs'
import { Unreadable } from '../file-failure.ts'

/** Streams a text file: decoded, line ends made `\n`, zero characters and form feeds dropped. */
export async function* textPieces(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let held = ''
  for await (const bytes of createReadStream(path)) {
    const piece = held + decoder.decode(bytes, { stream: true })
    held = piece.endsWith('\r') ? '\r' : ''
    yield normaliseLines(held ? piece.slice(0, -1) : piece)
  }
  yield normaliseLines(held + decoder.decode())
}

/** Reads a text file whole. Errors: too_large above `limit` characters. */
export async function readText(path: string, encoding: string, limit: number): Promise<string> {
  const pieces: string[] = []
  let length = 0
  for await (const piece of textPieces(path, encoding)) {
    length += piece.length
    if (length > limit)
      throw new Unreadable(
        'too_large',
        `This file holds more than ${Math.round(limit / 1e6)} million characters. Split it and upload the parts.`,
      )
    pieces.push(piece)
  }
  return pieces.join('')
}

/**
 * Streams a text file in segments of about `length` characters that end where a block may end: before a heading, else at a blank line,
 * else at a line end, else anywhere. Lines of a code fence are not taken for headings.
 */
export async function* textSegments(path: string, encoding: string, length = 300_000): AsyncGenerator<string> {
  let held = ''
  for await (const piece of textPieces(path, encoding)) {
    held += piece
    while (held.length > length * 2) {
      const end = segmentEnd(held, length)
      yield held.slice(0, end)
      held = held.slice(end)
    }
  }
  if (held) yield held
}

function segmentEnd(text: string, length: number): number {
  const window = text.slice(length, length * 2)
  const boundary = /\n(?=#{1,3} )/.exec(window) ?? /\n\s*\n/.exec(window) ?? /\n/.exec(window)
  return boundary ? length + boundary.index + boundary[0].length : length * 2
}

const dropped = /[\0\f\v]/g

const normaliseLines = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(dropped, '')
