import type { Block, ParsedDocument } from '../document.ts'

/** What stands under one heading, up to the next. */
export interface Section {
  /** Outermost first, without the document's title. */
  readonly headings: readonly string[]
  readonly blocks: readonly Block[]
}

type Heading = Extract<Block, { kind: 'heading' }>

/** Longer ones are text that was marked up as a heading. */
const longestHeading = 200

/** Sections in the order of the document. A heading with nothing below it is kept as text, lest its words be lost, unless it is the title. */
export function documentSections(document: ParsedDocument): Section[] {
  const sections: Section[] = []
  let path: Heading[] = []
  let blocks: Block[] = []
  let isDescribed = true
  const close = (next: Heading | null) => {
    const last = path.at(-1)
    const isParent = last !== undefined && next !== null && next.level > last.level
    const headings = path.map(heading => heading.text).filter((text, index) => index > 0 || !isSame(text, document.title))
    if (blocks.length > 0) sections.push({ headings, blocks })
    else if (last && !isParent && !isDescribed && !isSame(last.text, document.title))
      sections.push({ headings: headings.slice(0, -1), blocks: [{ kind: 'paragraph', text: last.text }] })
    blocks = []
  }
  for (const block of document.blocks) {
    if (block.kind !== 'heading' || block.text.length > longestHeading) {
      blocks.push(block.kind === 'heading' ? { kind: 'paragraph', text: block.text } : block)
      isDescribed = true
      continue
    }
    close(block)
    path = [...path.filter(heading => heading.level < block.level), block]
    isDescribed = false
  }
  close(null)
  return sections
}

const isSame = (first: string, second: string): boolean => plain(first) === plain(second)

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
