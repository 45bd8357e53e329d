import { readFile } from 'node:fs/promises'
import { getDocumentProxy } from 'unpdf'
import type { Block } from '../../document.ts'
import { documentParts } from '../document-parts.ts'
import { Unreadable } from '../file-failure.ts'
import { lineBlocks, type TextSizes, textSizes } from '../pdf/line-blocks.ts'
import { type PdfLine, pageLines, type TextItem } from '../pdf/page-lines.ts'
import { withoutRunningLines } from '../pdf/running-lines.ts'
import type { FormatParser, ParseContext } from '../source.ts'
import { nameTitle } from '../text/file-title.ts'
import { pairQuestions } from '../text/question-pairs.ts'

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>

/** Pages that are looked at together: sizes of headings and running lines show only over several. */
const windowPages = 40
/** Characters of text per page below which a PDF counts as scanned. */
const fewestCharacters = 8
/** Characters of text per byte of the file; packed text has about five. */
const mostPerByte = 30
const mostFromAnything = 1_000_000

/** PDF: headings by the size of their letters, tables and lists by their place on the page; page numbers and running lines taken out. */
export const parsePdf: FormatParser = async function* (source, context) {
  const pdf = await openPdf(await readFile(source.path))
  try {
    if (pdf.numPages > context.limits.pages) {
      throw new Unreadable(
        'too_large',
        `This PDF has ${pdf.numPages} pages; ${context.limits.pages} are read. Split it and upload the parts.`,
      )
    }
    const { title, language } = await metadata(pdf)
    yield* documentParts(
      blocks => ({
        key: source.key,
        title: title ?? firstHeading(blocks) ?? nameTitle(source.key),
        mediaType: 'application/pdf',
        language,
        url: null,
      }),
      pdfBlocks(pdf, source.size, context),
      context.limits,
    )
  } finally {
    await pdf.cleanup()
  }
}

async function openPdf(bytes: Buffer): Promise<PdfDocument> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      maxImageSize: 1,
      disableFontFace: true,
      verbosity: 0,
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw new Unreadable('encrypted', 'This PDF is password protected. Remove the password and upload it again.')
    }
    throw new Unreadable('damaged', 'This PDF is damaged. Open it, save or print it as a new PDF and upload that.')
  }
}

async function* pdfBlocks(pdf: PdfDocument, size: number, context: ParseContext): AsyncGenerator<Block> {
  let sizes: TextSizes | null = null
  let characters = 0
  const pace = paceKeeper(context)
  for (let first = 1; first <= pdf.numPages; first += windowPages) {
    const lines: PdfLine[] = []
    for (let number = first; number < first + windowPages && number <= pdf.numPages; number++) {
      lines.push(...(await readPage(pdf, number)))
      pace(number)
    }
    characters += lines.reduce((sum, line) => sum + line.text.length, 0)
    if (characters > mostFromAnything && characters > size * mostPerByte) {
      throw new Unreadable(
        'unsafe',
        'This PDF holds far more text than its size allows, as files do that are made to do harm. Print it as a new PDF and upload that.',
      )
    }
    const own = withoutRunningLines(lines)
    sizes ??= textSizes(own)
    yield* pairQuestions(lineBlocks(own, sizes))
  }
  if (characters < fewestCharacters * pdf.numPages) {
    throw new Unreadable(
      'unsupported',
      'This PDF contains only pictures of pages, as a scanner makes them, and no text. Run text recognition (OCR) over it and upload the result.',
    )
  }
}

async function readPage(pdf: PdfDocument, number: number): Promise<PdfLine[]> {
  const page = await pdf.getPage(number)
  const content = await page.getTextContent()
  const [, bottom = 0, , top = 792] = page.view
  const lines = pageLines((content.items as readonly object[]).filter(isText), number, top - bottom)
  page.cleanup()
  return lines
}

const isText = (item: object): item is TextItem => 'str' in item && 'transform' in item

/** Tells of progress, and ends the reading of files made to be slow: a page may take long, all of them may not. */
function paceKeeper({ limits, advance }: ParseContext): (page: number) => void {
  const started = performance.now()
  return page => {
    const seconds = (performance.now() - started) / 1000
    if (seconds > limits.stallSeconds * 0.9 + page * 0.03) {
      throw new Unreadable(
        'timeout',
        `This PDF takes too long to read; reading stopped at page ${page}. Print it as a new PDF, or split it, and upload that.`,
      )
    }
    if (page % 20 === 0) advance()
  }
}

async function metadata(pdf: PdfDocument): Promise<{ title: string | null; language: string | null }> {
  const { info } = await pdf.getMetadata().catch(() => ({ info: {} }))
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : ''
  const language = 'Language' in info && typeof info.Language === 'string' ? info.Language.trim() : ''
  const isMade =
    /^(microsoft (word|powerpoint|excel)|untitled|unbenannt|sans titre|document\d*$|layout \d|slide \d|print|about:blank)/i.test(title) ||
    /\.(docx?|xlsx?|pptx?|indd|pdf|tex|odt|qxd|html?)$/i.test(title)
  return {
    title: title && !isMade && title.length <= 200 ? title : null,
    language: isStated(language) ? language : null,
  }
}

/** English is what programs state when nobody told them. */
const isStated = (language: string): boolean => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(language) && !/^en\b/i.test(language)

/** The first of the largest headings among the first blocks. */
function firstHeading(blocks: readonly Block[]): string | null {
  const headings = blocks.slice(0, 8).flatMap(block => (block.kind === 'heading' ? block : []))
  return (
    headings.reduce((best, heading) => (heading.level < best.level ? heading : best), headings[0] ?? { level: 9, text: '' }).text || null
  )
}
