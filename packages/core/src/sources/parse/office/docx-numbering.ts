import type { ListPlace } from './docx-styles.ts'
import type { OfficeParts } from './office-parts.ts'

/** Tells of a list in `word/numbering.xml` whether a level of it is numbered; null: it is no list at all. */
export async function readDocxNumbering(parts: OfficeParts): Promise<(place: ListPlace) => 'numbered' | 'bullets' | null> {
  const formats = new Map<string, string>()
  const abstractOf = new Map<string, string>()
  let abstractId = ''
  let listId = ''
  let level = ''
  await parts.read('word/numbering.xml', {
    open(name, attributes) {
      if (name === 'abstractNum') abstractId = attributes.abstractNumId ?? ''
      else if (name === 'num') listId = attributes.numId ?? ''
      else if (name === 'abstractNumId') abstractOf.set(listId, attributes.val ?? '')
      else if (name === 'lvl') level = attributes.ilvl ?? ''
      else if (name === 'numFmt') formats.set(`${abstractId} ${level}`, attributes.val ?? '')
    },
  })
  return ({ id, level: at }) => {
    if (id === '0' || id === '') return null
    const format = formats.get(`${abstractOf.get(id)} ${at}`)
    if (format === undefined || format === 'bullet') return 'bullets'
    return format === 'none' ? null : 'numbered'
  }
}
