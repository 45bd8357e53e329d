import { take } from './element.ts'
import { inScope, onEnd } from './scope.ts'
import { untracked, watch } from './signal.ts'

/** Shows one node per item of a list that changes, and nothing else in `parent`. Items that stay keep their node where it is. */
export function each<T>(parent: Element, items: () => readonly T[], draw: (item: T) => ChildNode): void {
  const shown = new Map<T, { readonly node: ChildNode; readonly end: () => void }>()

  function begin(item: T) {
    const [node, end] = untracked(() => inScope(() => draw(item)))
    const piece = { node, end }
    shown.set(item, piece)
    return piece
  }

  watch(() => {
    const wanted = new Set(items())
    for (const [item, { node, end }] of shown) {
      if (wanted.has(item)) continue
      end()
      shown.delete(item)
      take(node)
    }
    let next = parent.firstChild
    for (const item of wanted) {
      const { node } = shown.get(item) ?? begin(item)
      if (node === next) next = node.nextSibling
      else parent.insertBefore(node, next)
    }
  })
  onEnd(() => {
    for (const { end } of shown.values()) end()
  })
}
