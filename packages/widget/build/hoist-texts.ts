import { parseSync } from 'vite'
import { applyEdits, type Edit } from './apply-edits.ts'
import type { Node } from './node.ts'
import { visitNodes } from './visit-nodes.ts'

/** Shorter strings stay where they are. */
const minLength = 400

/** Puts the long strings of a module, style sheets and lists of texts, to its beginning: what is like each other compresses better together. */
export function hoistTexts(code: string): string {
  const edits: Edit[] = []
  const hoisted: string[] = []
  visitNodes(parseSync('module.js', code, { sourceType: 'module' }).program as unknown as Node, ({ type, start, end }) => {
    if (type !== 'Literal' || end - start < minLength || !/["'`]/.test(code.charAt(start))) return
    const name = `$text${hoisted.length}`
    hoisted.push(`${name}=${code.slice(start, end)}`)
    edits.push({ start, end, text: name })
  })
  return hoisted.length ? `var ${hoisted.join()};${applyEdits(code, edits)}` : code
}
