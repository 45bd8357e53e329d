import { expect, test } from 'vitest'
import { filesEndingIn } from './source-files.ts'

test('every verification can be run by its name', () => {
  const files = filesEndingIn('.ts').filter(({ path }) => path.startsWith('tools/src/verify/'))
  const main = files.find(({ path }) => path === 'tools/src/verify/main.ts')?.text ?? ''
  const names = files.flatMap(({ text }) => [...text.matchAll(/^export const (\w+): Verification = /gm)].map(([, name = '']) => name))
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter(name => !new RegExp(`^ {2}${name},$`, 'm').test(main))).toEqual([])
})
