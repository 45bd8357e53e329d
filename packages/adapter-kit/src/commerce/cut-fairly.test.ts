import { expect, it } from 'vitest'
import { cutFairly } from './cut-fairly.ts'

it.each<[string[], number, string[]]>([
  [['a', 'bb'], 10, ['a', 'bb']],
  [['aaaaaaaa', 'bb', 'cccccccc'], 12, ['aaaa…', 'bb', 'cccc…']],
  [['aaaaaaaa', 'bbbbbbbb'], 8, ['aaa…', 'bbb…']],
  [[], 5, []],
])('%j in %i characters are %j', (texts, most, expected) => {
  expect(cutFairly(texts, most)).toEqual(expected)
})
