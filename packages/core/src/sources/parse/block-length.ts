import type { Block, ProductRecord } from '../document.ts'

/** Characters of text in a block. */
export function blockLength(block: Block): number {
  switch (block.kind) {
    case 'list':
      return sum(block.items)
    case 'table':
      return sum(block.header) + block.rows.reduce((total, row) => total + sum(row), block.caption?.length ?? 0)
    case 'qa':
      return block.question.length + block.answer.length
    case 'product':
      return productLength(block.product)
    default:
      return block.text.length
  }
}

const productLength = (product: ProductRecord): number =>
  product.title.length +
  product.description.length +
  sum(product.tags) +
  sum(Object.values(product.attributes)) +
  product.variants.length * 40

const sum = (texts: readonly string[]): number => texts.reduce((total, text) => total + text.length, 0)

/** Paragraphs, items or rows in a block. */
export function blockPieces(block: Block): number {
  if (block.kind === 'list') return block.items.length
  return block.kind === 'table' ? block.rows.length : 1
}
