import { untracked } from '@preact/signals-core'
import { inScope, onEnd, watch } from './scope.ts'

/** Shows one node per item of a list whose items keep their order: new ones join at the end, others go. Those that stay keep their node. */
export function each<T>(parent: Element, items: () => readonly T[], draw: (item: T) => Node): void {
  let shown = new Map<T, { node: Node; end: () => void }>()
  onEnd(() => {
    for (const { end } of shown.values()) end()
  })
  watch(() => {
    const next: typeof shown = new Map()
    for (const item of items()) {
      const known = shown.get(item)
      next.set(item, known ?? untracked(() => begin(item)))
    }
    for (const [item, { node, end }] of shown) {
      if (next.has(item)) continue
      end()
      node.parentNode?.removeChild(node)
    }
    shown = next
  })

  function begin(item: T) {
    const [node, end] = inScope(() => draw(item))
    parent.append(node)
    return { node, end }
  }
}
