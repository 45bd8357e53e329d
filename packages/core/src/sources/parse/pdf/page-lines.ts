/** A piece of text as the PDF places it. `transform` is its matrix: [4] and [5] the position in points from the lower left. */
export interface TextItem {
  readonly str: string
  readonly width: number
  readonly height: number
  readonly transform: readonly number[]
  readonly fontName: string
  readonly hasEOL: boolean
}

/** Text on one line of a page, in pieces where wide gaps divide it. */
export interface PdfLine {
  readonly page: number
  readonly cells: readonly PdfCell[]
  readonly text: string
  /** Left and right edge, baseline from the bottom, and size of the letters, in points. */
  readonly left: number
  readonly right: number
  readonly y: number
  readonly size: number
  /** The font of most of its letters; a name of the file's own, good for comparing only. */
  readonly font: string
  /** Height of the page. */
  readonly pageHeight: number
}

export interface PdfCell {
  readonly text: string
  readonly left: number
  readonly right: number
}

/** Gaps that make a space, and those that may divide cells, in sizes of the letters. Justified text has wide spaces; tables show by columns. */
const spaceGap = 0.15
const cellGap = 0.55

interface OpenLine {
  items: TextItem[]
  y: number
  size: number
}

/** Puts the items of a page together to lines, in the order in which the file gives them, which is that of reading in most files. */
export function pageLines(items: readonly TextItem[], page: number, pageHeight: number): PdfLine[] {
  const open: OpenLine[] = []
  for (const item of items) {
    if (!item.str.trim()) continue
    const y = item.transform[5] ?? 0
    const size = sizeOf(item)
    const last = open.at(-1)
    const isSameLine = last !== undefined && Math.abs(last.y - y) < Math.max(last.size, size) * 0.45
    if (!isSameLine) open.push({ items: [item], y, size })
    else {
      last.items.push(item)
      // A raised note or a bullet of its own size does not move the line.
      if (size > last.size) Object.assign(last, { size, y })
    }
  }
  return open.map(line => finished(line, page, pageHeight)).filter(line => line.text)
}

function finished({ items, y, size }: OpenLine, page: number, pageHeight: number): PdfLine {
  const sorted = items.toSorted((first, second) => leftOf(first) - leftOf(second))
  const cells: { text: string; left: number; right: number }[] = []
  for (const item of sorted) {
    const left = leftOf(item)
    const last = cells.at(-1)
    const gap = last ? left - last.right : Number.POSITIVE_INFINITY
    if (!last || (gap > size * cellGap && !isBullet(last.text))) cells.push({ text: item.str, left, right: left + item.width })
    else {
      last.text += (gap > size * spaceGap && !/\s$/.test(last.text) ? ' ' : '') + item.str
      last.right = Math.max(last.right, left + item.width)
    }
  }
  const clean = cells.map(cell => ({ ...cell, text: cell.text.replace(/\s+/g, ' ').trim() })).filter(cell => cell.text)
  const left = clean[0]?.left ?? 0
  return {
    page,
    cells: clean,
    text: clean.map(cell => cell.text).join(' '),
    left,
    right: clean.at(-1)?.right ?? left,
    y,
    size: Math.round(size * 2) / 2,
    font: mainFont(items),
    pageHeight,
  }
}

const leftOf = (item: TextItem): number => item.transform[4] ?? 0

const sizeOf = (item: TextItem): number => Math.hypot(item.transform[2] ?? 0, item.transform[3] ?? 0) || item.height || 1

export const isBullet = (text: string): boolean => /^\s*([•●○◦▪■□‣⁃∙·–—*-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s*$/u.test(text)

function mainFont(items: readonly TextItem[]): string {
  const lengths = new Map<string, number>()
  for (const item of items) lengths.set(item.fontName, (lengths.get(item.fontName) ?? 0) + item.str.length)
  return [...lengths].reduce<[string, number]>((most, one) => (one[1] > most[1] ? one : most), ['', 0])[0]
}
