import type { PdfLine } from './page-lines.ts'

/** Share of the page, at its top and at its bottom, where running lines stand. */
const margin = 0.13

/** Takes out page numbers, and the lines that come again on page after page at the same place. */
export function withoutRunningLines(lines: readonly PdfLine[]): PdfLine[] {
  const pages = new Set(lines.map(line => line.page))
  const places = new Map<string, Set<number>>()
  for (const line of lines) {
    if (!isInMargin(line)) continue
    const key = placeOf(line)
    places.set(key, (places.get(key) ?? new Set()).add(line.page))
  }
  const needed = Math.max(2, Math.min(pages.size * 0.4, 12))
  return lines.filter(line => !isInMargin(line) || !(isPageNumber(line.text) || (places.get(placeOf(line))?.size ?? 0) >= needed))
}

const isInMargin = ({ y, pageHeight }: PdfLine): boolean => y < pageHeight * margin || y > pageHeight * (1 - margin)

/** Numbers count up from page to page, and the line may move by a point. */
const placeOf = (line: PdfLine): string => `${Math.round(line.y / 4)} ${line.text.replace(/\d+/g, '#').toLowerCase()}`

const isPageNumber = (text: string): boolean =>
  /^\W*(page|seite|página|pagina|sivu|side|sida|strona|стр\.?|第)?\s*\d{1,4}\s*(页|頁|ページ)?\s*((of|von|de|di|van|av|af|z|из|\/|-|–)\s*\d{1,4})?\W*$/iu.test(
    text,
  ) || /^[-–]?\s*[ivxlc]{1,6}\s*[-–]?$/.test(text)
