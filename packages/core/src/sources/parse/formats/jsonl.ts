import type { Block } from '../../document.ts'
import { documentParts } from '../document-parts.ts'
import { Unreadable } from '../file-failure.ts'
import { jsonBlocks } from '../json/json-blocks.ts'
import type { JsonValue } from '../json/json-value.ts'
import type { ParseLimits } from '../limits.ts'
import type { FormatParser } from '../source.ts'
import { detectEncoding } from '../text/detect-encoding.ts'
import { nameTitle } from '../text/file-title.ts'
import { textPieces } from '../text/read-text.ts'

/** One JSON value per line. */
export const parseJsonLines: FormatParser = async function* (source, { limits }) {
  const encoding = await detectEncoding(source.path)
  async function* blocks(): AsyncGenerator<Block> {
    let number = 0
    for await (const line of textLines(source.path, encoding, limits)) {
      if (++number > limits.rows)
        throw new Unreadable('too_large', `This file has more than ${limits.rows} lines. Split it and upload the parts.`)
      if (line.trim()) yield* jsonBlocks(parseLine(line, number))
    }
  }
  const frame = { key: source.key, title: nameTitle(source.key), mediaType: 'application/jsonl', language: null, url: null }
  yield* documentParts(() => frame, blocks(), limits)
}

async function* textLines(path: string, encoding: string, limits: ParseLimits): AsyncGenerator<string> {
  let held = ''
  for await (const piece of textPieces(path, encoding)) {
    const lines = (held + piece).split('\n')
    held = lines.pop() ?? ''
    yield* lines
    if (held.length > limits.rowCharacters)
      throw new Unreadable(
        'too_large',
        `A line of this file is longer than ${limits.rowCharacters / 1e6} million characters. Split it and upload the parts.`,
      )
  }
  if (held) yield held
}

function parseLine(line: string, number: number): JsonValue {
  try {
    return JSON.parse(line) as JsonValue
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new Unreadable('damaged', `Line ${number} of this file is no valid JSON. Mend it and upload it again.`)
  }
}
