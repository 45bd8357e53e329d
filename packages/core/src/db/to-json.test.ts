import { cloneTestDatabase } from '@craveva/testing/test-database'
import * as fc from 'fast-check'
import pg from 'pg'
import { expect, test } from 'vitest'
import { toJson } from './to-json.ts'

test.each([
  [{ a: 'plain "quoted" \\ text' }, { a: 'plain "quoted" \\ text' }],
  ['a\u0000b', 'a\uFFFDb'],
  ['\u0000\u0000', '\uFFFD\uFFFD'],
  ['half \uD83D of one', 'half \uFFFD of one'],
  ['a whole 😀', 'a whole 😀'],
  ['what is written \\u0000', 'what is written \\u0000'],
  ['\\\u0000', '\\\uFFFD'],
  [{ '\u0000key': ['\uDE00'] }, { '\uFFFDkey': ['\uFFFD'] }],
])('%j', (value, expected) => {
  expect(JSON.parse(toJson(value))).toEqual(expected)
})

test('PostgreSQL takes whatever it makes', async () => {
  const database = await cloneTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const text = fc.string({ unit: fc.constantFrom('\u0000', '\uD800', '\uDC00', '\\', '"', 'u', '0', 'd', '😀', 'a') })
  const property = fc.asyncProperty(fc.dictionary(text, text), async value => {
    await client.query('select $1::jsonb', [toJson(value)])
  })
  try {
    await fc.assert(property, { numRuns: 300 })
  } finally {
    await client.end()
    await database.drop()
  }
})
