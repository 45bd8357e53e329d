import { childrenOf } from './children-of.ts'
import type { Node } from './node.ts'

/** Where a variable stands in the code. `key`: the property that it is written beside, as in `{ key: variable }` and `{ key }`. */
export interface Use {
  readonly start: number
  readonly end: number
  readonly key?: Node | undefined
}

export interface Variable {
  readonly uses: Use[]
  /** The name that it gets; empty as long as it has none. */
  short: string
}

/** A stretch of code with variables of its own. */
export interface Scope {
  readonly variables: Map<string, Variable>
  /** Variables and globals from outside that are used here or further within. */
  readonly outer: Set<Variable | string>
  readonly parent: Scope | undefined
}

const isFunction = (node: Node) => /Function/.test(node.type)
const opensScope = (node: Node) => isFunction(node) || /^(?:BlockStatement|For.*Statement|SwitchStatement|CatchClause)$/.test(node.type)

/** Finds the variables of a module, outer scopes before those within them. Takes minified modules: no `var` in a block, no `with`, no labels. */
export function findVariables(program: Node): Scope[] {
  const scopes: Scope[] = []
  const scopeOf = new Map<Node, Scope>()

  function declare({ variables }: Scope, pattern: Node) {
    for (const { name } of namesIn(pattern)) if (!variables.has(String(name))) variables.set(String(name), { uses: [], short: '' })
  }

  function collect(node: Node, around: Scope | undefined) {
    if (around && /^(?:Function|Class)Declaration$/.test(node.type)) declare(around, node.id as Node)
    if (around && node.type === 'VariableDeclarator') declare(around, node.id as Node)
    let scope = around
    if (!scope || opensScope(node)) {
      scope = { variables: new Map(), outer: new Set(), parent: around }
      scopes.push(scope)
      scopeOf.set(node, scope)
      if (isFunction(node)) for (const parameter of node.params as Node[]) declare(scope, parameter)
      if (node.type === 'FunctionExpression' && node.id) declare(scope, node.id as Node)
      if (node.type === 'CatchClause' && node.param) declare(scope, node.param as Node)
    }
    for (const child of childrenOf(node)) collect(child, scope)
  }

  function use(scope: Scope, { name, start, end }: Node, key?: Node) {
    const passed: Scope[] = []
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const variable = at.variables.get(String(name))
      if (variable) {
        variable.uses.push({ start, end, key })
        for (const { outer } of passed) outer.add(variable)
        return
      }
      passed.push(at)
    }
    for (const { outer } of passed) outer.add(String(name))
  }

  function resolve(node: Node, around: Scope) {
    const scope = scopeOf.get(node) ?? around
    if (node.type === 'Identifier') return use(scope, node)
    if (node.type !== 'Property') {
      for (const child of childrenOf(node)) if (!isName(node, child)) resolve(child, isDeclared(node, child) ? around : scope)
      return
    }
    const [key, value] = [node.key as Node, node.value as Node]
    if (node.computed) resolve(key, scope)
    const target = value.type === 'AssignmentPattern' ? (value.left as Node) : value
    if (target.type !== 'Identifier' || node.computed || key.type !== 'Identifier') return resolve(value, scope)
    use(scope, target, key)
    if (target !== value) resolve(value.right as Node, scope)
  }

  collect(program, undefined)
  const [module] = scopes
  if (module) resolve(program, module)
  return scopes
}

/** Whether a child is the name of a function that is known around it: within, a parameter may be called the same. */
const isDeclared = (node: Node, child: Node) => node.type === 'FunctionDeclaration' && child === node.id

/** Whether a child only names something that is no variable: a property, a method, what is exported. */
const isName = (node: Node, child: Node) =>
  (!node.computed && /^(?:Member|Method|PropertyDef)/.test(node.type) && (child === node.property || child === node.key)) ||
  (node.type === 'ExportSpecifier' && child !== node.local) ||
  node.type === 'MetaProperty'

/** The identifiers that a pattern declares. */
function namesIn(pattern: Node | null): Node[] {
  if (!pattern) return []
  switch (pattern.type) {
    case 'Identifier':
      return [pattern]
    case 'ObjectPattern':
      return (pattern.properties as Node[]).flatMap(property => namesIn((property.value ?? property.argument) as Node))
    case 'ArrayPattern':
      return (pattern.elements as (Node | null)[]).flatMap(namesIn)
    default:
      return namesIn((pattern.left ?? pattern.argument) as Node)
  }
}
