import type { OfficeParts } from './office-parts.ts'

/** What a paragraph style means for the structure of a document. */
export interface ParagraphStyle {
  /** 1 to 9 for headings, 0 for the title, null for text. */
  readonly level: number | null
  /** A table of contents repeats the headings. */
  readonly isContents: boolean
  readonly list: ListPlace | null
}

export interface ListPlace {
  readonly id: string
  readonly level: number
}

interface RawStyle {
  name: string
  basedOn: string
  outline: number | null
  listId: string
  listLevel: number
}

/** Styles of `word/styles.xml` by their id; a style without own meaning has that of the one it is based on. */
export async function readDocxStyles(parts: OfficeParts): Promise<(id: string) => ParagraphStyle> {
  const styles = new Map<string, RawStyle>()
  let current: RawStyle | null = null
  await parts.read('word/styles.xml', {
    open(name, attributes) {
      const value = attributes.val ?? ''
      if (name === 'style') {
        current = { name: '', basedOn: '', outline: null, listId: '', listLevel: 0 }
        if (attributes.type === 'paragraph') styles.set(attributes.styleId ?? '', current)
      } else if (!current) return
      else if (name === 'name') current.name = value.toLowerCase()
      else if (name === 'basedOn') current.basedOn = value
      else if (name === 'outlineLvl') current.outline = Number.parseInt(value, 10)
      else if (name === 'numId') current.listId = value
      else if (name === 'ilvl') current.listLevel = Number.parseInt(value, 10) || 0
    },
    close(name) {
      if (name === 'style') current = null
    },
  })
  return id => meaning(styles, id, 0)
}

const text: ParagraphStyle = { level: null, isContents: false, list: null }

function meaning(styles: ReadonlyMap<string, RawStyle>, id: string, depth: number): ParagraphStyle {
  const style = styles.get(id)
  if (!style || depth > 10) return depth === 0 ? { ...text, level: headingNumber(id) } : text
  const base = style.basedOn ? meaning(styles, style.basedOn, depth + 1) : text
  const own = style.outline !== null && style.outline < 9 ? style.outline + 1 : style.name === 'title' ? 0 : headingNumber(style.name)
  return {
    level: own ?? (style.outline === 9 ? null : base.level),
    isContents: /^toc( heading|\s*\d|$)/.test(style.name) || base.isContents,
    list: style.listId ? { id: style.listId, level: style.listLevel } : base.list,
  }
}

/** `heading 2`, and the ids of files whose styles are missing, as `Heading2`. */
function headingNumber(name: string): number | null {
  const found = /^heading\s*([1-9])$/i.exec(name)
  return found ? Number(found[1]) : null
}
