import { analyze, type Variable } from 'eslint-scope'
import { parseSync } from 'vite'
import { applyEdits, type Edit } from './apply-edits.ts'
import { childrenOf } from './children-of.ts'
import type { Node } from './node.ts'
import { findVariables } from './variables.ts'

type Variables = ReadonlyMap<string, Variable>

/**
 * Minifiers make of a function with one caller an arrow function that is called where it stands: `(({a:e},t)=>e+t)({a:x},y)`. Its parameters
 * become the constants that are given for them, and the call what it answers where that is an expression: `x+y`.
 */
export function inlineCalls(code: string): string {
  for (let before = nameApart(code); ; ) {
    const after = inlineFirst(before)
    if (after === undefined) return before
    before = after
  }
}

const parse = (code: string) =>
  parseSync('module.js', code, { sourceType: 'module', range: true, preserveParens: false }).program as unknown as Node

/** Gives every variable a name of its own, so that it can stand anywhere. */
function nameApart(code: string): string {
  const variables = findVariables(parse(code)).flatMap(scope => scope.variables)
  const edits = variables.flatMap(({ uses }, index) =>
    uses.map(({ start, end, key }) => (key ? { start: key.start, end, text: `${key.name}:$${index}` } : { start, end, text: `$${index}` })),
  )
  return applyEdits(code, edits)
}

/** Undefined if there is nothing left to be done. */
function inlineFirst(code: string): string | undefined {
  const program = parse(code)
  const { scopes } = analyze(program as unknown as Parameters<typeof analyze>[0], { ecmaVersion: 2022, sourceType: 'module' })
  const variables = new Map(scopes.flatMap(scope => scope.variables.map(variable => [variable.name, variable] as const)))
  const find = (node: Node): string | undefined => {
    const inlined = isInPlace(node) ? inline(code, variables, node) : undefined
    if (inlined !== undefined) return applyEdits(code, [{ ...node, text: inlined }])
    for (const child of childrenOf(node)) {
      const found = find(child)
      if (found !== undefined) return found
    }
    return undefined
  }
  return find(program)
}

const isInPlace = ({ type, optional, callee, arguments: given }: Node) =>
  type === 'CallExpression' &&
  !optional &&
  (callee as Node).type === 'ArrowFunctionExpression' &&
  (given as Node[]).length <= ((callee as Node).params as Node[]).length &&
  !(given as Node[]).some(each => each.type === 'SpreadElement')

function inline(code: string, variables: Variables, call: Node): string | undefined {
  const { params, body, async } = call.callee as Node & { params: Node[]; body: Node }
  const given = call.arguments as Node[]
  const text = ({ start, end }: Node) => code.slice(start, end)
  const edits: Edit[] = []
  const kept: [parameter: string, value: string][] = []
  for (const [index, parameter] of params.entries()) {
    const value = given[index]
    const pairs = value ? pair(parameter, value) : []
    const replaced = pairs.length > 0 && pairs.every(([name, put]) => isConstant(variables, name) && isSimple(variables, put))
    if (!replaced) kept.push([text(parameter), value ? text(value) : ''])
    else for (const [name, put] of pairs) edits.push(...usesOf(variables, name).map(use => ({ ...use, text: text(put) })))
  }
  // A default may use another parameter.
  if (edits.some(({ start, end }) => start < body.start || end > body.end)) return undefined
  const shift = ({ start, end, text }: Edit) => ({ start: start - body.start, end: end - body.start, text })
  const inner = applyEdits(text(body), edits.map(shift))
  const isExpression = body.type !== 'BlockStatement'
  if (isExpression && !async && !kept.length) return `(${inner})`
  if (kept.length === params.length) return undefined
  const head = kept.map(([parameter]) => parameter).join()
  const values = kept.flatMap(([, value]) => value || []).join()
  return `(${async ? 'async' : ''}(${head})=>${isExpression ? `(${inner})` : inner})(${values})`
}

/** The variables of a parameter with what is given for each; none where that cannot be told. */
function pair(parameter: Node, value: Node): [name: Node, value: Node][] {
  if (parameter.type === 'Identifier') return [[parameter, value]]
  if (parameter.type !== 'ObjectPattern' || value.type !== 'ObjectExpression') return []
  const wanted = parameter.properties as Node[]
  const fields = value.properties as Node[]
  if ([...wanted, ...fields].some(({ type, computed }) => type !== 'Property' || computed)) return []
  const named = new Map(fields.map(field => [(field.key as Node).name, field.value as Node]))
  const pairs = wanted.flatMap(({ key, value }): [Node, Node][] => {
    const put = named.get((key as Node).name)
    return put ? [[value as Node, put]] : []
  })
  // What nobody takes is not left out either: it may do something.
  return pairs.length === wanted.length && pairs.length === fields.length ? pairs : []
}

const usesOf = (variables: Variables, { name }: Node) =>
  (variables.get(String(name))?.references ?? []).filter(({ init }) => !init).map(({ identifier }) => identifier as unknown as Node)

const isConstant = (variables: Variables, { type, name }: Node) =>
  type === 'Identifier' && (variables.get(String(name))?.references.every(each => !each.isWrite() || each.init) ?? false)

/** Whether it can stand wherever it is needed, as often as it is. */
const isSimple = (variables: Variables, node: Node) =>
  isConstant(variables, node) || (node.type === 'Literal' && node.end - node.start < 16)
