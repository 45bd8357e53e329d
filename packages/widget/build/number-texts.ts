import type { Plugin } from 'vite'
import { en } from '../src/texts/en.ts'
import { en as extra } from '../src/texts/extras/en.ts'
import { applyEdits, type Edit } from './apply-edits.ts'
import type { Node } from './node.ts'
import { visitNodes } from './visit-nodes.ts'

/** The functions that say a text, and the names they take. */
const tables = new Map([
  ['t', Object.keys(en)],
  ['say', Object.keys(extra)],
  ['sayFor', Object.keys(extra)],
])

/**
 * Makes lists of the tables of texts, and places in them of the names by which code asks for texts: `t('send')` becomes `t(12)`, so that no
 * name is sent. Throws where a name is not written in the call, since it could not be found there.
 */
export const numberTexts: Plugin = {
  name: 'number-texts',
  transform(code, id) {
    const isTable = /\/widget\/src\/texts\/(?:extras\/)?[a-z]{2}\.ts$/.test(id)
    if (id.endsWith('/texts/names.ts'))
      return { code: Object.entries({ names: en, extraNames: extra }).map(writeNames).join(';'), map: null }
    if (!isTable && !/\/widget\/src\/.*\.tsx?$/.test(id)) return null
    const edits: Edit[] = []
    const edit = ({ start, end }: Node, text: string) => edits.push({ start, end, text })
    visitNodes(this.parse(code) as unknown as Node, node => {
      if (isTable) {
        if (node.type === 'Property') edit({ ...node, end: (node.value as Node).start }, '')
        if (node.type === 'ObjectExpression') {
          edit({ ...node, end: node.start + 1 }, '[')
          edit({ ...node, start: node.end - 1 }, ']')
        }
        return
      }
      const names = node.type === 'CallExpression' && !isMaking(node) ? tables.get(nameOf(node.callee as Node)) : undefined
      if (names) for (const name of chosen((node.arguments as Node[])[0])) edit(name, `${place(names, name)}`)
    })
    if (!edits.length) return null
    return { code: applyEdits(code, edits), map: null }
  },
}

/** The table from the names of texts to their numbers. */
function writeNames([variable, table]: [string, object]) {
  const prefix = table === extra ? 'more.' : ''
  return `export const ${variable}=Object.fromEntries("${Object.keys(table).join(' ')}".split(" ").map((name,at)=>["${prefix}"+name,at]))`
}

/** `t` in `t(…)` and in `app.t(…)`, `sayFor` in `sayFor(app)(…)`. */
const nameOf = ({ type, name, property, callee }: Node): string =>
  type === 'MemberExpression' ? nameOf(property as Node) : type === 'CallExpression' ? nameOf(callee as Node) : String(name)

/** The literals that an expression may come to. */
function chosen(node: Node | undefined): Node[] {
  return node?.type === 'ConditionalExpression'
    ? [...chosen(node.consequent as Node), ...chosen(node.alternate as Node)]
    : node
      ? [node]
      : []
}

/** `sayFor(app)` itself says nothing yet. */
const isMaking = ({ callee }: Node) => (callee as Node).name === 'sayFor'

function place(names: readonly string[], { type, value }: Node) {
  const at = type === 'Literal' ? names.indexOf(String(value)) : -1
  if (at < 0) throw new Error(`a text must be asked for by its name, not by ${type} ${value ?? ''}`)
  return at
}
