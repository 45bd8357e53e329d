import { expect, it } from 'vitest'
import { statusIn } from './status-words.ts'

it.each([
  ['de', 'paid, being prepared', 'bezahlt, wird vorbereitet'],
  ['pt-BR', 'in transit', 'em trânsito'],
  ['zh-Hant-TW', 'delivered', '已送达'],
  ['ja', 'on hold, waiting for payment', '保留中, お支払い待ち'],
  ['fr', 'awaiting pickup', 'awaiting pickup'],
  ['en', 'paid', 'paid'],
  ['el', 'paid', 'paid'],
  [null, 'paid', 'paid'],
  ['', 'paid', 'paid'],
  ['constructor', 'paid', 'paid'],
])('in %j %j is %j', (language, status, expected) => {
  expect(statusIn(language, status)).toBe(expected)
})
