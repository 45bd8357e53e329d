import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The repository. */
export const root = join(import.meta.dirname, '../../..')

const notOurs = new Set(['node_modules', 'dist', 'coverage', 'tmp'])

export interface SourceFile {
  /** From the root, with slashes. */
  path: string
  text: string
}

/** All files of the repository with one of these endings, generated and installed ones left out. */
export function filesEndingIn(...endings: string[]): SourceFile[] {
  return filesBelow('')
    .filter(path => endings.some(ending => path.endsWith(ending)))
    .map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (entry.isFile()) return [path]
    const skipped = notOurs.has(entry.name) || (entry.name.startsWith('.') && entry.name !== '.ci')
    return entry.isDirectory() && !skipped ? filesBelow(path) : []
  })
}

/** Program text, its tests included; not the test whose imports are examples. */
export const codeFiles = () => filesEndingIn('.ts', '.tsx', '.mjs').filter(({ path }) => path !== 'tools/src/repo/imports-of.test.ts')

/** Tests and what only they use. */
export const isForTests = (path: string) => /\.test\.tsx?$|(^|\/)(testing|fixtures)\/|(^|\/)test-[^/]*$/.test(path)

/** `packages/core/src/x.ts` belongs to `packages/core`. Undefined for what lies at the root. */
export const packageOf = (path: string) => /^(packages\/[^/]+|testing|tools)\//.exec(path)?.[1]
