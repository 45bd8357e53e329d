import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveKeys } from './keys.ts'
import { isSealed, isSealedWithEarlierKey, open, seal } from './seal.ts'

const master = randomBytes(32)
const keys = deriveKeys(master)
const place = { companyId: 'cmp_1', recordId: 'ds_1' }

test('any text comes back as it was', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => open(keys, place, seal(keys, place, text)) === text.toWellFormed()))
})

test('two seals of the same text differ, and neither shows it', () => {
  const [first, second] = [seal(keys, place, 'hunter2'), seal(keys, place, 'hunter2')]
  expect(first).not.toBe(second)
  expect(Buffer.from(first).includes('hunter2')).toBe(false)
  expect(isSealed(first)).toBe(true)
})

test.each([
  { companyId: 'cmp_2', recordId: 'ds_1' },
  { companyId: 'cmp_1', recordId: 'ds_2' },
])('it does not open for %o', elsewhere => {
  expect(() => open(keys, elsewhere, seal(keys, place, 'secret'))).toThrow()
})

test('it does not open with any bit changed', () => {
  const sealed = seal(keys, place, 'secret')
  const start = sealed.indexOf('.') + 1
  const bytes = Buffer.from(sealed.slice(start), 'base64url')
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    expect(() => open(keys, place, sealed.slice(0, start) + changed.toString('base64url'))).toThrow()
  }
})

test.each(['', 'sealed:', 'sealed:0011aabb.', 'plain text', 'sealed:0011aabb.AAAA'])('%j is not a sealed secret', text => {
  expect(() => open(keys, place, text)).toThrow('not a sealed secret')
})

test('after a change of the master key the earlier one still opens', () => {
  const sealed = seal(keys, place, 'secret')
  const next = deriveKeys(randomBytes(32), [master])
  expect(open(next, place, sealed)).toBe('secret')
  expect(isSealedWithEarlierKey(next, sealed)).toBe(true)
  expect(isSealedWithEarlierKey(next, seal(next, place, 'secret'))).toBe(false)
  expect(() => open(deriveKeys(randomBytes(32)), place, sealed)).toThrow('is not known')
})
