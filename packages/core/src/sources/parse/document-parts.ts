import type { Block, ParsedDocument } from '../document.ts'
import { blockLength, blockPieces } from './block-length.ts'
import { boundedBlocks } from './bounded-blocks.ts'
import { Unreadable } from './file-failure.ts'
import type { ParseLimits } from './limits.ts'

const comfortable = 150_000
const most = 220_000
/** Paragraphs, headings, items and rows of one file. */
const mostPieces = 400_000
/** What a piece costs beside its text, in characters. */
const pieceCost = 16

type Heading = Extract<Block, { kind: 'heading' }>
export type DocumentFrame = Omit<ParsedDocument, 'blocks'>

/**
 * Makes documents of a stream of blocks: one, or for a very long file several parts of bounded size, the later ones keyed `key/part 2`,
 * `key/part 3` and opened by the headings they stand under. A table that is longer than a part goes on in the next one.
 * Errors: empty when there is no text at all, too_large above `limits.characters`.
 */
export async function* documentParts(
  frame: (blocks: readonly Block[]) => DocumentFrame,
  blocks: AsyncIterable<Block> | Iterable<Block>,
  limits: Pick<ParseLimits, 'characters'>,
): AsyncGenerator<ParsedDocument> {
  let part: Block[] = []
  let length = 0
  let total = 0
  let pieces = 0
  let number = 0
  let path: Heading[] = []
  let first: DocumentFrame | null = null
  const finish = (): ParsedDocument => {
    number++
    first ??= frame(part)
    return { ...first, key: number === 1 ? first.key : `${first.key}/part ${number}`, blocks: part }
  }
  for await (const block of boundedBlocks(blocks)) {
    if (block.kind === 'heading') path = [...path.filter(heading => heading.level < block.level), block]
    if (length > most || (length > comfortable && block.kind === 'heading' && block.level <= 3)) {
      yield finish()
      part = block.kind === 'heading' ? path.slice(0, -1) : [...path]
      length = 0
    }
    part.push(block)
    length += blockLength(block) + blockPieces(block) * pieceCost
    total += blockLength(block)
    pieces += blockPieces(block)
    if (pieces > mostPieces)
      throw new Unreadable('too_large', 'This file is made of too many small pieces to be read. Split it and upload the parts.')
    if (total > limits.characters) {
      throw new Unreadable(
        'too_large',
        `This file holds more than ${Math.round(limits.characters / 1e6)} million characters. Split it and upload the parts.`,
      )
    }
  }
  if (total === 0 && number === 0) throw new Unreadable('empty', 'This file holds no text.')
  if (length > 0) yield finish()
}
