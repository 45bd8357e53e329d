import { cloneTestDatabase } from '@craveva/testing/test-database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { openDatabase } from '../db/open-database.ts'
import type { Chunk } from '../sources/chunk.ts'
import { indexDocuments } from './indexing/index-documents.ts'
import { createSearchMemory, type SearchMemory } from './memory/search-memory.ts'
import { search } from './search.ts'

const company = 'cmp_words'
const stranger = 'cmp_stranger'
let database: Awaited<ReturnType<typeof cloneTestDatabase>>
let db: Db

beforeAll(async () => {
  database = await cloneTestDatabase()
  db = await openDatabase(database.url, { maxConnections: 4 })
  for (const id of [company, stranger])
    await inCompany(db, id, bound => bound.insertInto('companies').values({ company_id: id, name: id }).execute())
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const chunk = (heading: string, body: string, ordinal: number): Chunk => ({
  ordinal,
  kind: 'text',
  title: 'Help',
  headings: [heading],
  body,
  fields: null,
  language: null,
  url: null,
})

const index = (source: string, document: string, texts: Record<string, string>, owner = company) =>
  inCompany(db, owner, bound =>
    indexDocuments(bound, owner, source, [
      { documentId: document, chunks: Object.entries(texts).map(([heading, body], ordinal) => chunk(heading, body, ordinal)) },
    ]),
  )

const find = async (memory: SearchMemory, question: string, sources: string[], owner = company) =>
  (await search(db, memory, owner, { question, dataSourceIds: sources, limit: 5, now: Date.now() })).map(({ body }) => body)

const help = {
  Returns: 'You can send goods back within thirty days.',
  Shipping: 'A parcel to Austria costs nine euros.',
  Rückgabefrist: 'Die Rückgabefrist für Geschirr beträgt zwei Wochen nach der Lieferung.',
  Sizes: 'The SKU-4711 runs small; take one size more.',
}

test('of two passages that say nearly the same the newer one is found, also when it was changed meanwhile', async () => {
  const terms = (days: string) =>
    `Regular goods can be sent back unused and in their original box within ${days} days after they have arrived at your door.`
  await index('ds_terms', 'doc_new', { Terms: terms('ten') })
  await index('ds_terms', 'doc_old', { Terms: terms('seven') })
  const ask = () => find(createSearchMemory(), 'how long can regular goods be sent back', ['ds_terms'])
  expect(await ask()).toEqual([terms('seven')])
  await index('ds_terms', 'doc_new', { Terms: terms('twelve') })
  expect(await ask()).toEqual([terms('twelve')])
})

describe('a question', () => {
  const memory = createSearchMemory()
  beforeAll(() => index('ds_help', 'doc_help', help))

  test.each([
    ['in the words of the text', 'How many days to send goods back?', 'thirty days'],
    ['in other words', 'Can I get my money back?', 'thirty days'],
    ['misspelled', 'shiping to Austira', 'nine euros'],
    ['by a part of a compound', 'Welche Frist gilt für Geschirr?', 'zwei Wochen'],
    ['by an article number', 'does sku 4711 fit?', 'runs small'],
  ])('%s finds its passage, and finds it again from memory', async (_, question, expected) => {
    const first = await find(memory, question, ['ds_help'])
    expect(first[0]).toContain(expected)
    expect(await find(memory, question, ['ds_help'])).toEqual(first)
    expect(await find(createSearchMemory(), question, ['ds_help'])).toEqual(first)
  })

  test('finds nothing of other sources or companies', async () => {
    await index('ds_other', 'doc_other', { Candles: 'Every candle costs three euros.' })
    await index('ds_help', 'doc_theirs', { Candles: 'Every candle costs eight euros.' }, stranger)
    expect(await find(memory, 'candle', ['ds_help'])).toEqual([])
    expect(await find(memory, 'candle', ['ds_other'])).toEqual(['Every candle costs three euros.'])
    expect(await find(memory, 'candle', ['ds_help'], stranger)).toEqual(['Every candle costs eight euros.'])
  })
})

test('what another server indexes, changes and takes out is found or gone with the next question', async () => {
  const memory = createSearchMemory()
  const ask = () => find(memory, 'zorblat warranty', ['ds_live'])
  expect(await ask()).toEqual([])
  for (const years of ['one year', 'two years', 'three years']) {
    await index('ds_live', 'doc_live', { Zorblat: `The zorblat warranty is ${years}.` })
    expect(await ask()).toEqual([`The zorblat warranty is ${years}.`])
    expect(await ask()).toEqual([`The zorblat warranty is ${years}.`])
  }
  await index('ds_live', 'doc_live', {})
  expect(await ask()).toEqual([])
})

test('a company’s own synonyms hold from the next question on', async () => {
  const memory = createSearchMemory()
  await index('ds_own', 'doc_own', { Covers: 'Spare covers for the cushion cost ten euros.', Care: 'Wash everything cold.' })
  expect(await find(memory, 'Do you have a snoozle?', ['ds_own'])).toEqual([])
  await inCompany(db, company, bound =>
    bound
      .insertInto('synonyms')
      .values({ company_id: company, synonym_id: 'syn_1', phrases: ['snoozle', 'cushion cover'] })
      .execute(),
  )
  expect((await find(memory, 'Do you have a snoozle?', ['ds_own']))[0]).toContain('ten euros')
})

test('many questions at once, while documents come and go, all find what stays', async () => {
  const memory = createSearchMemory()
  await index('ds_busy', 'doc_stays', { Opening: 'The lighthouse shop opens at nine.' })
  const asking = Array.from({ length: 12 }, () => find(memory, 'When does the lighthouse shop open?', ['ds_busy']))
  const changing = Array.from({ length: 6 }, (_, number) => index('ds_busy', `doc_${number}`, { News: `Fresh news number ${number}.` }))
  const [answers] = await Promise.all([Promise.all(asking), Promise.all(changing)])
  for (const answer of answers) expect(answer[0]).toBe('The lighthouse shop opens at nine.')
})
