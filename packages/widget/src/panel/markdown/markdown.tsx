import { append } from '../../dom/element.ts'
import type { Child } from '../../dom/jsx.ts'
import { watch } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { splitBlocks } from './blocks.ts'
import { morph } from './morph.ts'
import { renderBlock } from './render.tsx'
import { settledBlocks } from './settled-blocks.ts'

export interface MarkdownProperties extends AppProperties {
  readonly text: () => string
  /** Whether more is to come. */
  readonly growing?: () => boolean
}

/** Shows Markdown as elements. Text that only grows keeps what stands: the work per change is that of its last block. */
export function Markdown({ app, text, growing = () => false }: MarkdownProperties): Child {
  const place = (<div class="body" dir="auto" />) as HTMLElement
  let before = ''
  /** Where the block of each child of `place` begins in the text. */
  let starts: number[] = []

  watch(() => {
    const now = text().replaceAll('\r', '')
    const more = growing()
    try {
      const kept = settledBlocks(before, now, starts)
      const fresh = splitBlocks(now, kept && starts[kept])
      const added = new DocumentFragment()
      for (const [index, { block }] of fresh.entries()) append(added, renderBlock(block, more && index === fresh.length - 1))
      morph(place, added, kept)
      starts = [...starts.slice(0, kept), ...fresh.map(({ at }) => at)]
    } catch (error) {
      // Whatever it was, the text can be read.
      place.textContent = now
      starts = []
      app.fault(error)
    }
    before = now
  })
  return place
}
