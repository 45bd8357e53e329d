import { expect, test } from 'vitest'
import { hostToShow, safeUrl } from './links.ts'

const page = { host: 'shop.example' }

test('https, mailto and tel are let through, normalised', () => {
  expect(safeUrl('https://x.example', page)).toBe('https://x.example/')
  expect(safeUrl(' HTTPS://X.example/ä ', page)).toBe('https://x.example/%C3%A4')
  expect(safeUrl('mailto:a@x.example', page)).toBe('mailto:a@x.example')
  expect(safeUrl('tel:+49 30 1', page)).toMatch(/^tel:/)
  expect(safeUrl('http://shop.example/a', page)).toBe('http://shop.example/a')
})

test.each([
  'http://x.example',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:https://x.example/1',
  'file:///etc/passwd',
  'ftp://x.example',
  'intent://x#Intent;end',
  '//x.example',
  '/path',
  'https://user:secret@x.example',
  'https://bank.example@evil.example',
  'https://x.example/\u202egnp.exe',
  'https://x.exam\u00adple/',
  `https://x.example/${'a'.repeat(3000)}`,
  'https://',
])('%j is not', address => expect(safeUrl(address, page)).toBeUndefined())

test('a text that looks like another address shows the host', () => {
  expect(hostToShow('paypal.com', 'https://evil.example/')).toBe('evil.example')
  expect(hostToShow('https://paypal.com/login', 'https://evil.example/')).toBe('evil.example')
  expect(hostToShow('evil.example/x', 'https://www.evil.example/')).toBeUndefined()
  expect(hostToShow('Pay here.', 'https://evil.example/')).toBeUndefined()
  expect(hostToShow('a@x.example', 'mailto:a@x.example')).toBeUndefined()
})
