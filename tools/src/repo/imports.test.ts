import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importRules, mayImport, withoutSchemas } from './import-rules.ts'
import { importsOf, packageName } from './imports-of.ts'
import { codeFiles, isForTests, packageOf, root } from './source-files.ts'

const files = codeFiles()
const program = files.filter(({ path }) => !isForTests(path))
const byPath = new Map(files.map(file => [file.path, file]))
const nameOf = (folder: string) => `@craveva/${folder.replace('packages/', '')}`

test('every relative import leads to a file', () => {
  const broken = files.flatMap(file =>
    importsOf(file)
      .filter(imported => imported.file && !existsSync(join(root, imported.file.replace(/\?.*$/, ''))))
      .map(({ specifier }) => `${file.path}: ${specifier}`),
  )
  expect(broken).toEqual([])
})

describe('packages', () => {
  test.each(Object.entries(mayImport))('%s imports none of ours but %j', (name, allowed) => {
    const broken = program
      .filter(({ path }) => nameOf(packageOf(path) ?? '') === name)
      .flatMap(file => importsOf(file).map(({ specifier }) => ({ path: file.path, imported: packageName(specifier) ?? '' })))
      .filter(({ imported }) => imported.startsWith('@craveva/') && imported !== name && !allowed.includes(imported))
    expect(broken).toEqual([])
  })

  test('every package is in the table', () => {
    const names = new Set(files.flatMap(({ path }) => packageOf(path) ?? []).map(nameOf))
    expect([...names].filter(name => !(name in mayImport) && name !== '@craveva/tools')).toEqual([])
  })

  test.each(withoutSchemas)('%s takes nothing from the contract that leads to zod', name => {
    const entries = program
      .filter(({ path }) => nameOf(packageOf(path) ?? '') === name)
      .flatMap(file => importsOf(file))
      .filter(({ specifier, typeOnly }) => !typeOnly && specifier.startsWith('@craveva/contract/'))
      .map(({ specifier }) => specifier.replace('@craveva/contract/', 'packages/contract/src/').concat('.ts'))
    expect(entries.filter(entry => reachesZod(entry))).toEqual([])
  })
})

function reachesZod(path: string, seen = new Set<string>()): boolean {
  const file = byPath.get(path)
  if (!file || seen.has(path)) return false
  seen.add(path)
  const imports = importsOf(file).filter(({ typeOnly }) => !typeOnly)
  return imports.some(imported => packageName(imported.specifier)?.startsWith('zod') || (imported.file && reachesZod(imported.file, seen)))
}

describe('in program text', () => {
  test.each(importRules)('$name', ({ breaks, except = {} }) => {
    const broken = program.flatMap(file => {
      const bad = importsOf(file).filter(imported => breaks(file.path, imported))
      return bad.map(({ specifier }) => ({ path: file.path, specifier }))
    })
    expect(broken.filter(({ path }) => !(path in except))).toEqual([])
    // An exception that is no longer needed goes.
    expect(Object.keys(except).filter(path => !broken.some(entry => entry.path === path))).toEqual([])
  })
})
