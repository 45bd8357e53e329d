import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSignedByMeta } from './verify-signature.ts'

const secret = 'an-app-secret'
const body = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', text: 'größer als 5 €' }))
const sign = (bytes: Uint8Array, key = secret) => `sha256=${createHmac('sha256', key).update(bytes).digest('hex')}`

test('what Meta signed is genuine', () => {
  expect(isSignedByMeta(body, sign(body), secret)).toBe(true)
})

test('not one flipped bit is', () => {
  const accepted = [...body].flatMap((byte, place) =>
    Array.from({ length: 8 }, (_, bit) => {
      const changed = Buffer.from(body)
      changed[place] = byte ^ (1 << bit)
      return isSignedByMeta(changed, sign(body), secret)
    }),
  )
  expect(accepted.length).toBe(body.length * 8)
  expect(accepted.filter(Boolean)).toEqual([])
})

test.each([
  ['no header', null, secret],
  ['an empty header', '', secret],
  ['another secret', sign(body, 'another'), secret],
  ['no secret', sign(body, ''), ''],
  ['another scheme', sign(body).replace('sha256', 'sha1'), secret],
  ['upper case', sign(body).toUpperCase(), secret],
  ['more after it', `${sign(body)}00`, secret],
])('nor %s', (_, header, key) => {
  expect(isSignedByMeta(body, header, key)).toBe(false)
})
