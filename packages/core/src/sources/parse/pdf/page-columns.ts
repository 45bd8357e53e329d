import type { PdfLine } from './page-lines.ts'

/** Where the text of a page begins and ends, as far as its lines show. */
export interface PageColumns {
  /** The line below could have begun on this one: whoever broke it there meant to. */
  isBrokenEarly(line: PdfLine, below: PdfLine): boolean
  /** The line stands further in than other text of the page, as an item of a list does. */
  isIndented(line: PdfLine): boolean
}

/** Points within which left edges count as the same. */
const bucket = 8
/** Lines that make an edge. */
const fewestLines = 4

/** By left edge, in buckets: how many lines there are, and how far right they go. */
type Edges = Map<number, { count: number; right: number }>

export function pageColumns(lines: readonly PdfLine[]): PageColumns {
  const pages = new Map<number, Edges>()
  for (const line of lines) {
    const edges: Edges = pages.get(line.page) ?? new Map()
    pages.set(line.page, edges)
    const key = Math.round(line.left / bucket)
    const { count, right } = edges.get(key) ?? { count: 0, right: 0 }
    edges.set(key, { count: count + 1, right: Math.max(right, line.right) })
  }
  const edgesNear = (line: PdfLine, within: (distance: number) => boolean) =>
    [...(pages.get(line.page) ?? [])].filter(([key]) => within(line.left - key * bucket)).map(([, edge]) => edge)
  return {
    isBrokenEarly(line, below) {
      const right = Math.max(...edgesNear(line, distance => Math.abs(distance) < line.size * 4).map(edge => edge.right))
      return right - line.right > firstWordWidth(below) + line.size && !/[-\u2010]$/.test(line.text)
    },
    isIndented: line =>
      edgesNear(line, distance => distance > line.size * 0.8 && distance < line.size * 6).some(({ count }) => count >= fewestLines),
  }
}

const firstWordWidth = ({ text, left, right }: PdfLine): number =>
  ((right - left) * (text.split(' ')[0]?.length ?? 0)) / Math.max(text.length, 1)
