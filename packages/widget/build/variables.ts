import { analyze, type Variable as Declared } from 'eslint-scope'
import type { Node } from './node.ts'
import { visitNodes } from './visit-nodes.ts'

/** Where a variable stands in the code. `key`: the property that it is written beside, as in `{ key: variable }` and `{ key }`. */
export interface Use {
  readonly start: number
  readonly end: number
  readonly key: Node | undefined
}

export interface Variable {
  readonly uses: readonly Use[]
  /** The name that it gets; empty as long as it has none. */
  short: string
}

/** A stretch of code with variables of its own. */
export interface Scope {
  readonly variables: readonly Variable[]
  /** Variables and globals from outside that are used here or further within. */
  readonly outer: ReadonlySet<Variable | string>
}

/** Finds the variables of a module that was parsed with ranges, outer scopes before those within them. */
export function findVariables(program: Node): Scope[] {
  const { scopes } = analyze(program as unknown as Parameters<typeof analyze>[0], { ecmaVersion: 2022, sourceType: 'module' })
  const declared = Map.groupBy(
    scopes.flatMap(({ variables }) => variables),
    declarationOf,
  )
  // Declared nowhere is `arguments`.
  declared.delete(undefined)
  const keys = keysIn(program)
  const made = new Map(
    [...declared].map(([declaration, same]) => [declaration, { uses: usesOf(same, keys), short: '', scope: same[0]?.scope }]),
  )
  return scopes.map(scope => ({
    variables: [...made.values()].filter(variable => variable.scope === scope),
    outer: new Set(scope.through.map(({ identifier, resolved }) => made.get(declarationOf(resolved)) ?? identifier.name)),
  }))
}

/** A class is declared once and known twice, around it and within it. */
const declarationOf = (variable: Declared | null) => variable?.identifiers[0]

/** Every place once, in their order. */
function usesOf(same: readonly Declared[], keys: ReadonlyMap<unknown, Node>): Use[] {
  const identifiers = same.flatMap(({ identifiers, references }) => [...identifiers, ...references.map(({ identifier }) => identifier)])
  const uses = [...new Set(identifiers)].map(identifier => {
    const { start, end } = identifier as unknown as Node
    return { start, end, key: keys.get(identifier) }
  })
  return uses.sort((one, other) => one.start - other.start)
}

/** The name of a property, by the variable that it is taken to or from. */
function keysIn(program: Node): Map<unknown, Node> {
  const keys = new Map<unknown, Node>()
  visitNodes(program, ({ type, computed, key, value }) => {
    if (type !== 'Property' || computed || (key as Node).type !== 'Identifier') return
    const target = value as Node
    keys.set(target.type === 'AssignmentPattern' ? target.left : target, key as Node)
  })
  return keys
}
