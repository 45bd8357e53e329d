import { documentParts } from '../document-parts.ts'
import { Unreadable } from '../file-failure.ts'
import { jsonBlocks } from '../json/json-blocks.ts'
import { field, isObject, type JsonValue } from '../json/json-value.ts'
import type { FormatParser } from '../source.ts'
import { detectEncoding } from '../text/detect-encoding.ts'
import { nameTitle } from '../text/file-title.ts'
import { readText } from '../text/read-text.ts'

/** JSON: exports of products, questions with answers, articles, or anything else. */
export const parseJson: FormatParser = async function* (source, { limits }) {
  const value = parseValue(await readText(source.path, await detectEncoding(source.path), limits.wholeBytes))
  const language = isObject(value) ? field(value, 'language', 'lang', 'locale', 'inLanguage') : ''
  const frame = { key: source.key, title: nameTitle(source.key), mediaType: 'application/json', language: language || null, url: null }
  yield* documentParts(() => frame, jsonBlocks(value), limits)
}

function parseValue(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch (error) {
    if (error instanceof RangeError) throw error
    const place = error instanceof Error ? /\(line (\d+) column (\d+)\)/.exec(error.message) : null
    throw new Unreadable(
      'damaged',
      `This JSON file has an error${place ? ` in line ${place[1]}, column ${place[2]}` : ''}. Mend it and upload it again.`,
    )
  }
}
