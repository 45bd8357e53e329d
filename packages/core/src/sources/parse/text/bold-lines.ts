import type { Block } from '../../document.ts'

/** A paragraph all in bold: a heading in all but name when text follows it. */
export interface BoldLine {
  readonly kind: 'bold-line'
  readonly text: string
}

export type DraftBlock = Block | BoldLine

/** Makes headings of the bold lines that open something, one level below the heading they stand under, and paragraphs of the others. */
export function boldLinesToHeadings(blocks: readonly DraftBlock[]): Block[] {
  let level = 0
  return blocks.map((block, index): Block => {
    if (block.kind === 'heading') level = block.level
    if (block.kind !== 'bold-line') return block
    const next = blocks[index + 1]?.kind
    const opens = next === 'paragraph' || next === 'list' || next === 'table'
    const isLine = block.text.length <= 120 && !block.text.includes('\n') && !/[.,;。]$/.test(block.text)
    return opens && isLine
      ? { kind: 'heading', level: Math.min(level + 1, 7), text: block.text.replace(/[:：]$/, '') }
      : { kind: 'paragraph', text: block.text }
  })
}
