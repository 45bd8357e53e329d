import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSameSecret, isSigned } from './proof.ts'

const body = Buffer.from('{"text":"Größe?"}')
const sign = (secret: string, encoding: 'hex' | 'base64') => createHmac('sha256', secret).update(body).digest(encoding)

test.each(['hex', 'base64'] as const)('what is signed in %s is believed, and nothing that differs in a bit', encoding => {
  const signature = sign('secret', encoding)
  expect(isSigned(body, signature, 'secret', encoding)).toBe(true)
  const flipped = Array.from({ length: body.length * 8 }, (_, bit) => {
    const changed = Buffer.from(body)
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return isSigned(changed, signature, 'secret', encoding)
  })
  expect(flipped.filter(Boolean)).toEqual([])
  for (const wrong of ['', signature.slice(1), `${signature}0`, sign('another', encoding)])
    expect(isSigned(body, wrong, 'secret', encoding)).toBe(false)
})

test('without a secret nothing is genuine', () => {
  expect(isSigned(body, sign('', 'hex'), '')).toBe(false)
  expect(isSameSecret('', '')).toBe(false)
  expect(isSameSecret('a', 'a')).toBe(true)
})
