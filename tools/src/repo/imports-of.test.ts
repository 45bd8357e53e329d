import { expect, test } from 'vitest'
import { importsOf, packageName } from './imports-of.ts'

const read = (text: string) => importsOf({ path: 'packages/core/src/agents/agents.service.ts', text })

test.each([
  ["import { a } from './a.ts'", { specifier: './a.ts', file: 'packages/core/src/agents/a.ts', typeOnly: false }],
  ["import pg from 'pg'", { specifier: 'pg', file: undefined, typeOnly: false }],
  ["import pg, { type Client } from 'pg'", { specifier: 'pg', file: undefined, typeOnly: false }],
  ["import type { A } from '../a.ts'", { specifier: '../a.ts', file: 'packages/core/src/a.ts', typeOnly: true }],
  ["import { type A, type B } from '../a.ts'", { specifier: '../a.ts', file: 'packages/core/src/a.ts', typeOnly: true }],
  ["import {\n  a,\n  type B,\n} from './a.ts'", { specifier: './a.ts', file: 'packages/core/src/agents/a.ts', typeOnly: false }],
  ["import './side-effect.ts'", { specifier: './side-effect.ts', file: 'packages/core/src/agents/side-effect.ts', typeOnly: false }],
  ["export { a } from './a.ts'", { specifier: './a.ts', file: 'packages/core/src/agents/a.ts', typeOnly: false }],
  ["const lazy = await import('unpdf')", { specifier: 'unpdf', file: undefined, typeOnly: false }],
])('%s', (text, expected) => {
  expect(read(text)).toEqual([expected])
})

test('several imports are told apart, and what only looks like one is none', () => {
  const text =
    "import { a } from 'a'\nimport type { B } from 'b'\n\nexport const c = 1\nexport function d() {\n  return 'from'\n}\nconst text = 'e'\n"
  expect(read(text).map(({ specifier, typeOnly }) => ({ specifier, typeOnly }))).toEqual([
    { specifier: 'a', typeOnly: false },
    { specifier: 'b', typeOnly: true },
  ])
})

test.each([
  ['pg', 'pg'],
  ['kysely/migration', 'kysely'],
  ['@craveva/core/app', '@craveva/core'],
  ['node:fs', undefined],
  ['./a.ts', undefined],
])('the package of %s is %s', (specifier, expected) => {
  expect(packageName(specifier)).toBe(expected)
})
