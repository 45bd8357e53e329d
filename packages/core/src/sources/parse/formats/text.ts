import type { Block } from '../../document.ts'
import { documentParts } from '../document-parts.ts'
import type { FormatParser } from '../source.ts'
import { detectEncoding } from '../text/detect-encoding.ts'
import { fileTitle } from '../text/file-title.ts'
import { pairQuestions } from '../text/question-pairs.ts'
import { textSegments } from '../text/read-text.ts'
import { textBlocks } from './text-blocks.ts'

/** Plain text. */
export const parseText: FormatParser = async function* (source, { limits }) {
  const encoding = await detectEncoding(source.path)
  async function* blocks(): AsyncGenerator<Block> {
    for await (const segment of textSegments(source.path, encoding)) yield* pairQuestions(textBlocks(segment))
  }
  yield* documentParts(
    read => ({ key: source.key, title: fileTitle(source.key, read), mediaType: 'text/plain', language: null, url: null }),
    blocks(),
    limits,
  )
}
