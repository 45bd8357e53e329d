import { append } from '../../dom/element.ts'
import type { Child } from '../../dom/jsx.ts'
import { watch } from '../../dom/signal.ts'
import { splitBlocks } from './blocks.ts'
import { directionOf } from './direction.ts'
import { morph } from './morph.ts'
import { renderBlock } from './render.tsx'
import { settledBlocks } from './settled-blocks.ts'

export interface MarkdownProperties {
  readonly text: () => string
  /** Whether more is to come. */
  readonly growing?: () => boolean
}

/** Shows Markdown as elements. Text that only grows keeps what stands: the work per change is that of its last block. */
export function Markdown({ text, growing = () => false }: MarkdownProperties): Child {
  const place = (<div class="body" />) as HTMLElement
  let before = ''
  /** Where the block of each child of `place` begins in the text. */
  let starts: number[] = []

  watch(() => {
    const now = text().replaceAll('\r', '')
    const more = growing()
    const kept = settledBlocks(before, now, starts)
    const fresh = splitBlocks(now, kept && starts[kept])
    const added = new DocumentFragment()
    for (const [index, { block }] of fresh.entries()) append(added, renderBlock(block, more && index === fresh.length - 1))
    morph(place, added, kept)
    place.dir ||= directionOf(now) ?? ''
    before = now
    starts = [...starts.slice(0, kept), ...fresh.map(({ at }) => at)]
  })
  return place
}
