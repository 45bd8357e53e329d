import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAdmitted, toNetwork } from './address-list.ts'
import { displayPrefix, isWellFormed, looksLikeApiKey, newApiKey } from './api-key.ts'

test('keys are all different, well formed and tell live from test', () => {
  const keys = Array.from({ length: 2000 }, (_, index) => newApiKey(index % 2 === 0))
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.every(key => isWellFormed(key) && looksLikeApiKey(key))).toBe(true)
  expect(keys.every((key, index) => key.startsWith(index % 2 === 0 ? 'cv_test_' : 'cv_live_'))).toBe(true)
})

test('every character of the alphabet comes up about as often', () => {
  const counts = new Map<string, number>()
  for (let i = 0; i < 3000; i++) for (const letter of newApiKey(false).slice(8, 38)) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  const expected = (3000 * 30) / 62
  const spread = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  expect(counts.size).toBe(62)
  // Chi-squared with 61 degrees of freedom lies above 140 about once in 10^7 times.
  expect(spread).toBeLessThan(140)
})

test('a key with any character changed is not well formed', () => {
  const key = newApiKey(false)
  const changed = [...key].map((letter, index) => key.slice(0, index) + (letter === 'x' ? 'y' : 'x') + key.slice(index + 1))
  expect(changed.filter(isWellFormed)).toEqual([])
})

test('no other text is well formed', () => {
  fc.assert(fc.property(fc.string(), text => !isWellFormed(text) && !isWellFormed(`cv_live_${text}`)))
})

test('what is shown of a key leaves 26 characters unknown', () => {
  const key = newApiKey(false)
  expect(key.length - displayPrefix(key).length).toBe(32)
})

test.each([
  ['203.0.113.7', '203.0.113.7/32'],
  ['203.0.113.77/24', '203.0.113.0/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:db8::1', '2001:db8::1/128'],
  ['2001:DB8::1/32', '2001:db8::/32'],
  ['::ffff:203.0.113.7', '203.0.113.7/32'],
  ['203.0.113.7/33', null],
  ['203.0.113.7/', null],
  ['203.0.113.7/-1', null],
  ['203.0.113', null],
  ['0x7f.1', null],
  ['2130706433', null],
  ['example.com', null],
  ['', null],
])('the network %j is stored as %j', (text, stored) => {
  expect(toNetwork(text)).toBe(stored)
})

test('addresses are admitted by network, whichever way they came', () => {
  const networks = ['203.0.113.0/24', '2001:db8::/32']
  expect(['203.0.113.1', '::ffff:203.0.113.1', '2001:db8:1::1'].map(address => isAdmitted(address, networks))).toEqual([true, true, true])
  expect(['203.0.114.1', '2001:db9::1', '::1', 'unknown'].map(address => isAdmitted(address, networks))).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect(isAdmitted('198.51.100.1', [])).toBe(true)
})
