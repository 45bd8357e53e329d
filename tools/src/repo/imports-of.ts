import { posix } from 'node:path'
import type { SourceFile } from './source-files.ts'

export interface Import {
  /** As it is written. */
  specifier: string
  /** The file it leads to, from the root, when it is a relative one. */
  file: string | undefined
  /** True when nothing of it is left at run time. */
  typeOnly: boolean
}

const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm
const call = /\b(?:import|resolve)\(\s*'([^']+)'/g

/** What a file imports. Reads text, not a syntax tree: Biome keeps imports in the one form that this knows. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const statements = [...text.matchAll(statement)].map(([whole, type, specifier = '']) => ({
    specifier,
    typeOnly: type !== undefined || onlyTypes(whole),
  }))
  const calls = [...text.matchAll(call)].map(([, specifier = '']) => ({ specifier, typeOnly: false }))
  return [...statements, ...calls].map(found => ({ ...found, file: resolveRelative(path, found.specifier) }))
}

/** `import { type A, type B } from` */
function onlyTypes(text: string) {
  const names = /\{([^}]*)\}\s*from/
    .exec(text)?.[1]
    ?.split(',')
    .filter(name => name.trim() !== '')
  const hasDefault = /^\s*import\s+\w/.test(text)
  return names !== undefined && names.length > 0 && !hasDefault && names.every(name => name.trim().startsWith('type '))
}

const resolveRelative = (from: string, specifier: string) =>
  specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : undefined

/** `@scope/name/path` and `name/path` without the path; undefined for relative imports and what is built into Node. */
export function packageName(specifier: string): string | undefined {
  if (/^(\.|\/|#|node:|$)/.test(specifier)) return undefined
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
