import { childrenOf } from './children-of.ts'
import type { Node } from './node.ts'

/** Shows every node of an AST, parents before their children. */
export function visitNodes(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const child of childrenOf(node)) visitNodes(child, see)
}
