import type { PdfLine } from './page-lines.ts'

/** Share of the page, at its top and at its bottom, where running lines stand. */
const margin = 0.13

/** Takes out page numbers, lines that come again on page after page at the same place, and tables of contents, which repeat the headings. */
export function withoutRunningLines(lines: readonly PdfLine[]): PdfLine[] {
  const pages = new Set(lines.map(line => line.page))
  const needed = Math.max(2, Math.min(pages.size * 0.4, 12))
  const same = countPages(lines, placeOf)
  const counting = countPages(lines, countingPlace)
  const isRunning = (line: PdfLine): boolean =>
    isInMargin(line) &&
    (isPageNumber(line.text) ||
      browserMargin.test(line.text) ||
      same(line) >= needed ||
      (countingPlace(line) !== null && counting(line) >= 3))
  return lines.filter(line => !isRunning(line) && !leader.test(line.text))
}

/** What browsers print above and below a page: date and time, address and page number. */
const browserMargin = /^(\d{1,4}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}( [AP]M)?( .*)?|(https?|file):\/\/\S+( \d+\/\d+)?)$/

/** Dots that lead to a page number. */
const leader = /(\.\s?){5,}\s*\d{1,4}$/

/** On how many pages something like this line stands in the margin. */
function countPages(lines: readonly PdfLine[], keyOf: (line: PdfLine) => string | null): (line: PdfLine) => number {
  const places = new Map<string, Set<number>>()
  for (const line of lines) {
    const key = isInMargin(line) ? keyOf(line) : null
    if (key !== null) places.set(key, (places.get(key) ?? new Set()).add(line.page))
  }
  return line => places.get(keyOf(line) ?? '')?.size ?? 0
}

/** A line that ends or begins with the number of its page, as `Chapter 2: Returns 17`: the number is that of the page and a constant. */
function countingPlace(line: PdfLine): string | null {
  const number = /\s(\d{1,4})$/.exec(line.text)?.[1] ?? /^(\d{1,4})\s/.exec(line.text)?.[1]
  return number ? `${Math.round(line.y / 4)} ${Number(number) - line.page}` : null
}

const isInMargin = ({ y, pageHeight }: PdfLine): boolean => y < pageHeight * margin || y > pageHeight * (1 - margin)

/** Numbers count up from page to page, and the line may move by a point. */
const placeOf = (line: PdfLine): string => `${Math.round(line.y / 4)} ${line.text.replace(/\d+/g, '#').toLowerCase()}`

const isPageNumber = (text: string): boolean =>
  /^\W*(page|seite|página|pagina|sivu|side|sida|strona|стр\.?|第)?\s*\d{1,4}\s*(页|頁|ページ)?\s*((of|von|de|di|van|av|af|z|из|\/|-|–)\s*\d{1,4})?\W*$/iu.test(
    text,
  ) || /^[-–]?\s*[ivxlc]{1,6}\s*[-–]?$/.test(text)
