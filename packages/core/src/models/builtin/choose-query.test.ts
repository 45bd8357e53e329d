import { expect, test } from 'vitest'
import type { ModelTool } from '../model.ts'
import { chooseQuery } from './choose-query.ts'
import { showRows } from './show-rows.ts'

const queries: ModelTool[] = [
  {
    name: 'sales_by_outlet',
    description:
      'Sales of each outlet (shop, store): which sold how many pieces, and what revenue it makes, in the days up to yesterday; best first.',
    parameters: { type: 'object', properties: { days: { type: 'integer', default: 7 } }, required: [] },
  },
  {
    name: 'stock_in_outlets',
    description: 'How many pieces of a product each outlet has left in stock right now. Give a part of the product’s name.',
    parameters: { type: 'object', properties: { product: { type: 'string' } }, required: ['product'] },
  },
]

test.each([
  ['Which of our outlets sold most last week?', 'sales_by_outlet', { days: 7 }],
  ['what revenue did the outlets make in the last 3 weeks', 'sales_by_outlet', { days: 21 }],
  ['Which outlet sold the most pieces yesterday?', 'sales_by_outlet', { days: 1 }],
  ['How many Quay mugs are left in stock?', 'stock_in_outlets', { product: 'quay mugs' }],
])('%s', (question, name, given) => {
  expect(chooseQuery(question, queries)).toEqual({ name, arguments: given })
})

test.each([
  // What a query does not name, it does not answer.
  'Which outlet sold most socks last week?',
  'Which outlet has the friendliest staff?',
  'Can I return sale items?',
  'outlets',
  'Did the Quay outlets sell mugs from stock?',
])('no query: %s', question => {
  expect(chooseQuery(question, queries)).toBeNull()
})

test('rows are shown as a table, whatever stands in them', () => {
  const rows = [
    { outlet: 'Ham|burg', note: '[x](https://evil.example)\n<b>', pieces: 12 },
    { outlet: 'Ghent', note: null, pieces: 7 },
  ]
  expect(showRows(JSON.stringify({ source: 'Books', read_at: '2026-03-01T10:20:30.000Z', rows }))).toBe(
    [
      '| outlet | note | pieces |',
      '| --- | --- | --- |',
      '| Ham\\|burg | \\[x\\](https://evil.example) \\<b\\> | 12 |',
      '| Ghent | – | 7 |',
      '',
      '(Books, 2026-03-01 10:20 UTC)',
    ].join('\n'),
  )
  expect(showRows(JSON.stringify({ source: 'Books', read_at: '', rows: [] }))).toBeNull()
  expect(showRows('Error: it failed.')).toBeNull()
})
