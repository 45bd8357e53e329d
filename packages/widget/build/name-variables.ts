import { brotliCompressSync } from 'node:zlib'
import { parseSync } from 'vite'
import { applyEdits } from './apply-edits.ts'
import type { Node } from './node.ts'
import { findVariables, type Scope, type Variable } from './variables.ts'

const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ$_'
/** Orders in which letters are taken. Which one compresses best depends on the code. */
const alphabets = [
  'esianotrlcdpumfhgvbyxkwjqz',
  'etnraoilscpudfhgvxmbywkqjz',
  'tesaniorlcdpumfhgvbyxkwjqz',
  'enraiolscpudfhgvxmtbywkqjz',
  'etrnaoiscludfpmhgvbxykwjqz',
  'abcdefghijklmnopqrstuvwxyz',
].map(letters => [...letters, ...capitals])
const keywords = /^(?:as|do|if|in|is|of)$/

/**
 * Names the variables of a minified module anew: one that is taken from a property with a short name, or put into one, is called as it is, so
 * that `{a:e}` becomes `{a}`; others get the first letter that is free. What a module exports keeps the name it is exported under. Of several
 * orders of letters the one is kept that compresses best.
 */
export function nameVariables(code: string): string {
  const tried = alphabets.map(letters => nameFrom(letters, code))
  const sizes = tried.map(named => brotliCompressSync(named).length)
  return tried[sizes.indexOf(Math.min(...sizes))] ?? code
}

function nameFrom(letters: readonly string[], code: string): string {
  const program = parseSync('module.js', code, { sourceType: 'module', range: true }).program as unknown as Node
  const scopes = findVariables(program)
  const names = [...letters, ...letters.flatMap(first => letters.map(second => first + second))]
  for (const scope of scopes) nameScope(scope, names)
  const edits = scopes.flatMap(({ variables }) => [...variables].flatMap(editsOf))
  return applyEdits(code, edits)
}

function nameScope({ variables, outer }: Scope, names: readonly string[]) {
  const taken = new Set([...outer].map(each => (typeof each === 'string' ? each : each.short)))
  const isFree = (name: string) => !taken.has(name) && !keywords.test(name)
  const give = (variable: Variable, name = '') => {
    taken.add(name)
    variable.short = name
  }
  for (const variable of variables) {
    const key = keysOf(variable).find(name => name.length < 3)
    if (key && isFree(key)) give(variable, key)
  }
  for (const variable of variables) if (!variable.short) give(variable, names.find(isFree))
}

const keysOf = ({ uses }: Variable) => uses.flatMap(({ key }) => (key ? [String(key.name)] : []))

const editsOf = ({ uses, short }: Variable) =>
  uses.map(({ start, end, key }) =>
    key ? { start: key.start, end, text: key.name === short ? short : `${key.name}:${short}` } : { start, end, text: short },
  )
