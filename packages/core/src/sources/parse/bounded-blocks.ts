import type { Block } from '../document.ts'
import { blockLength } from './block-length.ts'

/** Characters of a block; one that is longer is no longer what it was meant for, and is cut. */
const longest = 100_000

/** Cuts blocks of absurd length, so that documents can be parted and sent piece by piece. Nothing is lost. */
export async function* boundedBlocks(blocks: AsyncIterable<Block> | Iterable<Block>): AsyncGenerator<Block> {
  for await (const block of blocks) {
    if (blockLength(block) <= longest) yield block
    else yield* cutBlock(block)
  }
}

function* cutBlock(block: Block): Generator<Block> {
  switch (block.kind) {
    case 'list':
      for (const items of groups(block.items.flatMap(cut), item => item.length)) yield { ...block, items }
      break
    case 'table':
      for (const rows of groups(block.rows, row => row.join().length)) yield { ...block, rows }
      break
    case 'qa': {
      const [first = '', ...rest] = cut(block.answer)
      const [question = '', ...more] = cut(block.question)
      yield { ...block, question, answer: [...more, first].join('\n') }
      for (const text of rest) yield { kind: 'paragraph', text }
      break
    }
    case 'product': {
      const [description = '', ...rest] = cut(block.product.description)
      yield { kind: 'product', product: { ...block.product, description } }
      for (const text of rest) yield { kind: 'paragraph', text }
      break
    }
    default:
      for (const text of cut(block.text)) yield { kind: block.kind === 'code' ? 'code' : 'paragraph', text }
  }
}

/** Pieces of a text, cut at white space where there is some. */
function cut(text: string): string[] {
  const pieces: string[] = []
  let start = 0
  while (text.length - start > longest) {
    const space = text.lastIndexOf(' ', start + longest)
    const end = space > start + longest / 2 ? space : start + longest
    pieces.push(text.slice(start, end))
    start = end
  }
  return [...pieces, text.slice(start)]
}

function groups<T>(values: readonly T[], lengthOf: (value: T) => number): T[][] {
  const result: T[][] = [[]]
  let length = 0
  for (const value of values) {
    if (length > 0 && length + lengthOf(value) > longest) {
      result.push([])
      length = 0
    }
    result.at(-1)?.push(value)
    length += lengthOf(value)
  }
  return result
}
