import { linkText } from '../text/links.ts'
import type { ParagraphStyle } from './docx-styles.ts'
import type { XmlHandler } from './xml-events.ts'

/** A paragraph as the file has it, before lists are put together. */
export interface DocxParagraph {
  readonly text: string
  readonly style: ParagraphStyle
  /** Own list place, else that of the style. */
  readonly list: { readonly id: string; readonly level: number } | null
  readonly isBold: boolean
}

export interface DocxTable {
  readonly rows: readonly DocxRow[]
}

export interface DocxRow {
  readonly cells: readonly DocxCell[]
  readonly isHeader: boolean
}

export interface DocxCell {
  readonly content: readonly DocxPart[]
  readonly columns: number
  /** Goes on from the cell above. */
  readonly continues: boolean
}

export type DocxPart = { readonly paragraph: DocxParagraph } | { readonly table: DocxTable }

interface OpenParagraph {
  text: string
  styleId: string
  outline: number | null
  listId: string | null
  listLevel: number
  boldLength: number
  link: { start: number; address: string } | null
}

interface OpenCell {
  content: DocxPart[]
  columns: number
  continues: boolean
}

/** Not shown: deleted or moved text, field codes, the second of two forms of the same thing, and what only looks. */
const skipped = new Set([
  'del',
  'moveFrom',
  'instrText',
  'delText',
  'Fallback',
  'sectPr',
  'rPrChange',
  'pPrChange',
  'tblPrChange',
  'tcPrChange',
  'trPrChange',
  'numPrChange',
])

/** Follows the events of `word/document.xml` (or of its notes) and hands over each paragraph and table at the top when it ends. */
export function docxHandler(
  styleOf: (id: string) => ParagraphStyle,
  addressOf: (relation: string) => string | null,
  onPart: (part: DocxPart) => void,
  onNote: (id: string) => void = () => undefined,
): XmlHandler {
  const paragraphs: OpenParagraph[] = []
  const tables: { rows: { cells: OpenCell[]; isHeader: boolean }[] }[] = []
  let skipping = 0
  let inText = false
  let isBoldRun = false

  const add = (text: string) => {
    const paragraph = paragraphs.at(-1)
    if (!paragraph) return
    paragraph.text += text
    if (isBoldRun) paragraph.boldLength += text.replace(/\s/g, '').length
  }
  const deliver = (part: DocxPart) => {
    const cell = tables.at(-1)?.rows.at(-1)?.cells.at(-1)
    if (cell) cell.content.push(part)
    else onPart(part)
  }
  const property = (name: string, value: string, paragraph: OpenParagraph) => {
    if (name === 'pStyle') paragraph.styleId = value
    else if (name === 'outlineLvl') paragraph.outline = Number.parseInt(value, 10)
    else if (name === 'numId') paragraph.listId = value
    else if (name === 'ilvl') paragraph.listLevel = Number.parseInt(value, 10) || 0
    else if (name === 'b') isBoldRun = !['0', 'false', 'off'].includes(value)
    else if (name === 'rStyle') isBoldRun ||= value.toLowerCase() === 'strong'
    else return false
    return true
  }

  return {
    open(name, attributes) {
      if (skipping || skipped.has(name)) return void skipping++
      const paragraph = paragraphs.at(-1)
      if (paragraph && property(name, attributes.val ?? '', paragraph)) return
      switch (name) {
        case 'p':
          paragraphs.push({ text: '', styleId: '', outline: null, listId: null, listLevel: 0, boldLength: 0, link: null })
          break
        case 'r':
          isBoldRun = false
          break
        case 't':
          inText = true
          break
        case 'tab':
          if (inRun(paragraph)) add('\t')
          break
        case 'br':
        case 'cr':
          add('\n')
          break
        case 'noBreakHyphen':
          add('-')
          break
        case 'hyperlink':
          if (paragraph) paragraph.link = { start: paragraph.text.length, address: addressOf(attributes.id ?? '') ?? '' }
          break
        case 'footnoteReference':
        case 'endnoteReference':
          onNote(`${name.slice(0, -'Reference'.length)} ${attributes.id}`)
          break
        case 'tbl':
          tables.push({ rows: [] })
          break
        case 'tr':
          tables.at(-1)?.rows.push({ cells: [], isHeader: false })
          break
        case 'tc':
          tables.at(-1)?.rows.at(-1)?.cells.push({ content: [], columns: 1, continues: false })
          break
        case 'gridSpan':
        case 'vMerge':
        case 'tblHeader':
          tableProperty(name, attributes.val, tables.at(-1)?.rows.at(-1))
          break
      }
    },
    text(text) {
      if (inText && !skipping) add(text)
    },
    close(name) {
      if (skipping) return void skipping--
      if (name === 't') inText = false
      else if (name === 'hyperlink') closeLink(paragraphs.at(-1))
      else if (name === 'p') {
        const paragraph = paragraphs.pop()
        if (paragraph) deliver({ paragraph: finished(paragraph, styleOf) })
      } else if (name === 'tbl') {
        const table = tables.pop()
        if (table) deliver({ table })
      }
    },
  }
}

/** `w:tab` also defines tab stops in a paragraph's properties, where there is no text yet; at its beginning a tab is of no use anyway. */
const inRun = (paragraph: OpenParagraph | undefined): boolean => paragraph !== undefined && paragraph.text !== ''

function tableProperty(name: string, value: string | undefined, row: { cells: OpenCell[]; isHeader: boolean } | undefined): void {
  const cell = row?.cells.at(-1)
  if (name === 'tblHeader' && row) row.isHeader = value !== '0' && value !== 'false'
  else if (name === 'gridSpan' && cell) cell.columns = Math.min(Math.max(Number.parseInt(value ?? '1', 10) || 1, 1), 60)
  else if (name === 'vMerge' && cell) cell.continues = value !== 'restart'
}

function closeLink(paragraph: OpenParagraph | undefined): void {
  if (!paragraph?.link) return
  const { start, address } = paragraph.link
  paragraph.text = paragraph.text.slice(0, start) + linkText(paragraph.text.slice(start), address)
  paragraph.link = null
}

function finished(
  { text, styleId, outline, listId, listLevel, boldLength }: OpenParagraph,
  styleOf: (id: string) => ParagraphStyle,
): DocxParagraph {
  const style = styleOf(styleId)
  const level = outline !== null && outline < 9 ? outline + 1 : style.level
  const list = listId !== null ? { id: listId, level: listLevel } : style.list
  return { text, style: { ...style, level }, list, isBold: text.trim().length > 0 && boldLength >= text.replace(/\s/g, '').length }
}
