import type { Plugin } from 'vite'
import { applyEdits, type Edit } from './apply-edits.ts'
import type { Node } from './node.ts'
import { visitNodes } from './visit-nodes.ts'

/** Calls components where JSX would have `h` call them, and makes a list of what stands in a fragment: `h` is left with elements. */
export const callComponents: Plugin = {
  name: 'call-components',
  transform(code, id) {
    if (!id.endsWith('.tsx')) return null
    const edits: Edit[] = []
    visitNodes(this.parse(code) as unknown as Node, node => {
      if (node.type !== 'CallExpression' || (node.callee as Node).name !== 'h') return
      const [component, properties, ...children] = node.arguments as Node[]
      if (component?.type === 'Identifier' && properties) edits.push(...callOf(node, component, properties, children))
    })
    return { code: applyEdits(code, edits), map: null }
  },
}

function callOf(node: Node, component: Node, properties: Node, [first]: readonly Node[]): Edit[] {
  const inner = first?.start ?? properties.end
  if (component.name === 'Fragment') {
    return [
      { start: node.start, end: first?.start ?? node.end - 1, text: '[' },
      { start: node.end - 1, end: node.end, text: ']' },
    ]
  }
  const opening = [
    { start: node.start, end: component.start, text: '' },
    { start: component.end, end: properties.start, text: '(' },
  ]
  const none = properties.type === 'Literal'
  if (!first) return [...opening, ...(none ? [{ start: properties.start, end: properties.end, text: '{}' }] : [])]
  return [
    ...opening,
    ...(none
      ? [{ start: properties.start, end: inner, text: '{children:[' }]
      : [
          { start: properties.start, end: properties.start, text: '{...' },
          { start: properties.end, end: inner, text: ',children:[' },
        ]),
    { start: node.end - 1, end: node.end - 1, text: ']}' },
  ]
}
