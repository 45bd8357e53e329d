import { inCompany } from '@craveva/core/db/in-company'
import { openDatabase } from '@craveva/core/db/open-database'
import { answerFromPassages } from '@craveva/core/models/builtin/answer-from-passages'
import { createIndexer } from '@craveva/core/retrieval/indexing/index-documents'
import { createSearchMemory } from '@craveva/core/retrieval/memory/search-memory'
import { createRetrieve } from '@craveva/core/retrieval/retrieve'
import { cloneTestDatabase } from '@craveva/testing/test-database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCorpus } from './corpus.ts'
import { demoSet } from './demo-set.ts'

const company = 'cmp_talks'
const suggestions = ['Can I return sale items?', 'When is the shop in Ghent open?']
let database: Awaited<ReturnType<typeof cloneTestDatabase>>
let db: Awaited<ReturnType<typeof openDatabase>>

beforeAll(async () => {
  database = await cloneTestDatabase()
  db = await openDatabase(database.url, { maxConnections: 4 })
  const corpus = await readCorpus(demoSet.folder, demoSet.paths)
  const documents = corpus.map(({ file, chunks }) => ({ documentId: file, chunks }))
  await inCompany(db, company, bound => bound.insertInto('companies').values({ company_id: company, name: 'Talks' }).execute())
  await inCompany(db, company, bound => createIndexer(company, 'ds_shop').index(bound, documents))
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

/** What the last of the messages is answered. */
async function talk(...messages: string[]): Promise<string> {
  const retrieve = createRetrieve(db, createSearchMemory(), Date.now)
  const history: { role: 'user' | 'assistant'; content: string }[] = []
  for (const question of messages) {
    const passages = await retrieve(company, ['ds_shop'], question, history)
    const { text } = answerFromPassages({ question, passages, history, language: null, agentName: 'Ada', suggestions })
    history.push({ role: 'user', content: question }, { role: 'assistant', content: text })
  }
  return history.at(-1)?.content ?? ''
}

test.each([
  ['two questions, each with its answer', ['can I return sale items, and how much is the jacket?'], /30 days[\s\S]*Jacket\*\* · \d+/],
  [
    'what one of two questions has no answer to',
    ['Can I return sale items? And do you hire students?'],
    /30 days[\s\S]*hire students[\s\S]*couldn't find/,
  ],
  ['an order number', ['where is my order TW-104822?'], /tracking link/],
  ['`it` of the question before', ['do you have a wool blanket', 'how do i wash it?'], /30 °C/],
  [
    '`it` over a question in between',
    ['do you have a wool blanket', 'how do i wash it?', 'how much is it?'],
    /Headland Wool Blanket\*\* · 129/,
  ],
  ['a country of the question before', ['Est-ce que vous livrez en Suisse ?', 'Et combien ça coûte ?'], /Norvège, Suisse \| 14,90 €/],
  [
    'a kind of product with a limit to its price',
    ['waterproof jackets under 200'],
    /^Here is what[\s\S]*Skipper Rain Jacket(?![\s\S]*(?:Wax|Blanket|Deckhand))/,
  ],
  ['a limit in French', ['veste imperméable à moins de 100 €'], /Little Skipper Rain Jacket\*\* · 79/],
  ['a compound that neither texts nor concepts have', ['Regenjacke unter 100 Euro'], /Little Skipper Rain Jacket/],
  ['the cheapest first', ['cheapest coffee'], /Harbour Blend Coffee[\s\S]*Low Tide Decaf/],
  ['a misspelled word that the texts have in another language', ['habt ihr kaffemühlen'], /Skerry Hand Grinder/],
  ['one product of a kind', ['is the backpack waterproof'], /^\*\*Estuary Roll-Top Backpack/],
  ['who wants a person', ['i want to speak to a human'], /Contact and help/],
  ['thanks and good-bye at once', ['ok thanks bye'], /^Goodbye[^\n]*$/],
  ['an okay', ['ok'], /^You're welcome[^\n]*$/],
])('%s', async (_, messages, expected) => {
  expect(await talk(...messages)).toMatch(expected)
})

test('what is suggested is in the visitor’s language, or not suggested', async () => {
  expect(await talk('do you hire students')).toContain(suggestions[0])
  for (const question of ['Stellt ihr auch Studenten ein?', 'Avez-vous un parking pour les vélos ?']) {
    const answer = await talk(question)
    expect(answer).not.toMatch(/Can I return|When is the shop/)
  }
})

test('the answer to another question than asked is shown with its question', async () => {
  expect(await talk('the mug arrived broken, what now??')).toMatch(/\*\*My mug has fine lines in the glaze\. Is it broken\?\*\*\nNo\./)
})
