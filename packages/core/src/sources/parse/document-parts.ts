import type { Block, ParsedDocument } from '../document.ts'
import { blockLength } from './block-length.ts'
import { Unreadable } from './file-failure.ts'
import type { ParseLimits } from './limits.ts'

const comfortable = 300_000
const most = 450_000

type Heading = Extract<Block, { kind: 'heading' }>
export type DocumentFrame = Omit<ParsedDocument, 'blocks'>

/**
 * Makes documents of a stream of blocks: one, or for a very long file several parts of bounded size, the later ones keyed `key#2`, `key#3`
 * and opened by the headings they stand under. A table that is longer than a part goes on in the next one.
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
  let number = 0
  let path: Heading[] = []
  let first: DocumentFrame | null = null
  const finish = (): ParsedDocument => {
    number++
    first ??= frame(part)
    return { ...first, key: number === 1 ? first.key : `${first.key}#${number}`, blocks: part }
  }
  for await (const block of blocks) {
    if (block.kind === 'heading') path = [...path.filter(heading => heading.level < block.level), block]
    if (length > most || (length > comfortable && block.kind === 'heading' && block.level <= 3)) {
      yield finish()
      part = block.kind === 'heading' ? path.slice(0, -1) : [...path]
      length = 0
    }
    part.push(block)
    length += blockLength(block)
    total += blockLength(block)
    if (total > limits.characters) {
      throw new Unreadable(
        'too_large',
        `Only the first ${Math.round(limits.characters / 1e6)} million characters of this file were read. Split it and upload the parts.`,
      )
    }
  }
  if (total === 0 && number === 0) throw new Unreadable('empty', 'This file holds no text.')
  if (length > 0) yield finish()
}
