import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashRecoveryCode, isRecoveryCode, newRecoveryCodes } from './recovery-code.ts'
import { newTotpSecret, otpauthUrl, stepOfCode, toBase32, totpCode } from './totp.ts'

// RFC 6238, appendix B, the lines for SHA-1; the last six of its eight digits.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at second %d the code of the standard is %s', (second, code) => {
  expect(totpCode(toBase32(Buffer.from('12345678901234567890')), Math.floor(second / 30))).toBe(code)
})

// RFC 4648, section 10, without padding.
test.each([
  ['f', 'MY'],
  ['foob', 'MZXW6YQ'],
  ['foobar', 'MZXW6YTBOI'],
])('%s is %s in base 32', (text, encoded) => {
  expect(toBase32(Buffer.from(text))).toBe(encoded)
})

test('a code counts in its half minute and those beside it, and in no other', () => {
  const secret = newTotpSecret()
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 10 ** 8 }), fc.integer({ min: -5, max: 5 }), (step, off) => {
      const found = stepOfCode(secret, totpCode(secret, step + off), step * 30_000)
      return Math.abs(off) <= 1 ? found === step + off : found === null || Math.abs(found - step) <= 1
    }),
  )
})

test('what is no code is of no time', () => {
  const secret = newTotpSecret()
  for (const text of ['', '12345', '1234567', 'abcdef', '１２３４５６']) expect(stepOfCode(secret, text, 1e12)).toBeNull()
})

test('the link for authenticator apps holds nothing that it would break at', () => {
  const url = new URL(otpauthUrl('MZXW6YQ', 'a+b@example.com?x=1&secret=AAAA'))
  expect(url.searchParams.get('secret')).toBe('MZXW6YQ')
  expect(decodeURIComponent(url.pathname)).toBe('/Craveva:a+b@example.com?x=1&secret=AAAA')
})

test('recovery codes differ, and are read in any case and grouping', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/)
    expect(isRecoveryCode(code)).toBe(true)
    expect(hashRecoveryCode(code.toLowerCase().replaceAll('-', ' '))).toEqual(hashRecoveryCode(code))
  }
})
