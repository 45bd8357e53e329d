import { documentParts } from '../document-parts.ts'
import { Unreadable } from '../file-failure.ts'
import { docxBlocks } from '../office/docx-blocks.ts'
import { readDocxNumbering } from '../office/docx-numbering.ts'
import { type DocxPart, docxHandler } from '../office/docx-paragraphs.ts'
import { readDocxStyles } from '../office/docx-styles.ts'
import { type OfficeParts, openOfficeParts } from '../office/office-parts.ts'
import type { FormatParser } from '../source.ts'
import { boldLinesToHeadings } from '../text/bold-lines.ts'
import { cleanLine } from '../text/clean-text.ts'
import { fileTitle } from '../text/file-title.ts'
import { pairQuestions } from '../text/question-pairs.ts'

/** Word documents: headings by their style, lists, tables, links, text boxes and notes; without deleted text, headers and footers. */
export const parseDocx: FormatParser = async function* (source, context) {
  const parts = await openOfficeParts(source, context)
  try {
    const name = parts.names().find(part => /^word\/document\d*\.xml$/.test(part))
    if (!name) throw new Unreadable('damaged', 'This Word document has no text part. Open it in Word, save it anew and upload it again.')
    const styleOf = await readDocxStyles(parts)
    const numberingOf = await readDocxNumbering(parts)
    const relations = await parts.relations(name)
    const addressOf = (id: string) => (relations.get(id)?.isExternal ? (relations.get(id)?.target ?? null) : null)
    const notes = await readNotes(parts, styleOf)
    const content: DocxPart[] = []
    const pending: DocxPart[] = []
    let length = 0
    const add = (part: DocxPart) => {
      content.push(part, ...pending.splice(0))
      length += 'paragraph' in part ? part.paragraph.text.length : 0
      if (length > context.limits.characters)
        throw new Unreadable('too_large', 'This document is too long to be read. Split it and upload the parts.')
    }
    await parts.read(
      name,
      docxHandler(styleOf, addressOf, add, id => pending.push(...(notes.get(id) ?? []))),
    )
    const title = content.find(part => 'paragraph' in part && part.paragraph.style.level === 0 && part.paragraph.text.trim())
    const titleText = title && 'paragraph' in title ? cleanLine(title.paragraph.text) : null
    const blocks = pairQuestions(boldLinesToHeadings(docxBlocks(content, numberingOf)))
    const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    yield* documentParts(
      read => ({ key: source.key, title: titleText ?? fileTitle(source.key, read), mediaType, language: null, url: null }),
      blocks,
      context.limits,
    )
  } finally {
    parts.close()
  }
}

/** Footnotes and endnotes by `footnote <id>` and `endnote <id>`; they are put behind the paragraph or table that refers to them. */
async function readNotes(parts: OfficeParts, styleOf: Awaited<ReturnType<typeof readDocxStyles>>): Promise<Map<string, DocxPart[]>> {
  const notes = new Map<string, DocxPart[]>()
  for (const kind of ['footnote', 'endnote']) {
    let current: DocxPart[] = []
    const handler = docxHandler(
      styleOf,
      () => null,
      part => current.push(part),
    )
    await parts.read(`word/${kind}s.xml`, {
      ...handler,
      open(name, attributes) {
        if (name === kind) {
          current = []
          notes.set(`${kind} ${attributes.id}`, current)
        }
        handler.open(name, attributes)
      },
    })
  }
  return notes
}
