import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inCompany } from '../db/in-company.ts'
import { countChanges } from '../retrieval/retrieval.store.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { databaseContents } from '../testing/database-contents.ts'
import type { TestAnswer, TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'

let app: TestApp
let owner: TestClient

beforeAll(async () => {
  app = await createTestApp()
  owner = await app.signUp()
})
afterAll(() => app.stop())

const read = async (id: string) => (await owner.get(`/data-sources/${id}`)).body.data_source

/** Waits until the files are read, and gives the source as it is then. */
async function settled(uploaded: TestAnswer) {
  const id: string = uploaded.body.data_source.connection_id
  await waitFor(async () => (await read(id)).status !== 'syncing')
  return read(id)
}

interface Passage {
  readonly text: string
  readonly from: string
}

/** What an agent over these sources finds for a question. */
async function found(question: string, ...sources: string[]): Promise<Passage[]> {
  const { body } = await owner.post('/agents', { name: 'Reader', data_sources: sources })
  const { agent_id } = body.agent
  const answer = await owner.post(`/agents/${agent_id}/execute`, { input: question })
  await owner.delete(`/agents/${agent_id}`)
  return answer.body.citations.map(({ excerpt, title }: { excerpt: string; title: string }) => ({ text: excerpt, from: title }))
}

const returns = (days: number) => `# Returns\n\nGoods can be returned within ${days} days after they arrived.`

test('an upload is syncing until its files are read, then connected', async () => {
  const uploaded = await owner.upload(
    { 'returns.md': returns(30), 'shipping.txt': 'Shipping to Austria costs 9 euros.' },
    { source_name: 'Help' },
  )
  expect(uploaded.status).toBe(201)
  expect(uploaded.body.data_source).toMatchObject({
    source_name: 'Help',
    source_type: 'file',
    mode: 'offline',
    status: 'syncing',
    status_message: null,
    document_count: 0,
    progress: { done: 0, total: 2 },
  })
  const source = await settled(uploaded)
  expect(source).toMatchObject({ status: 'connected', status_message: null, document_count: 2, progress: null })
  expect(source.documents.map(({ name, status }: { name: string; status: string }) => `${name} ${status}`).toSorted()).toEqual([
    'returns.md indexed',
    'shipping.txt indexed',
  ])
  for (const { chunk_count, size } of source.documents) expect([chunk_count > 0, size > 0]).toEqual([true, true])
  expect((await owner.get('/data-sources')).body.data_sources[0]).toMatchObject({ connection_id: source.connection_id, document_count: 2 })
  expect((await found('What does shipping to Austria cost?', source.connection_id))[0]?.text).toContain('9 euros')
})

test('a file of the same name replaces the earlier one, others stay', async () => {
  const first = await settled(await owner.upload({ 'returns.md': returns(30), 'shipping.txt': 'Shipping to Austria costs 9 euros.' }))
  const id: string = first.connection_id
  const files = () => readdir(join(app.filesFolder, 'scratch', '..'), { recursive: true })
  const before = (await files()).length
  const second = await settled(await owner.upload({ 'returns.md': returns(60) }, { connection_id: id }))
  expect(second).toMatchObject({ connection_id: id, status: 'connected', document_count: 2 })
  const ids = ({ documents }: typeof first) => documents.map(({ document_id }: { document_id: string }) => document_id).toSorted()
  expect(ids(second)).toEqual(ids(first))
  const passages = (await found('How many days do I have to return goods?', id)).map(({ text }) => text).join('\n')
  expect(passages).toContain('60 days')
  expect(passages).not.toContain('30 days')
  expect((await files()).length).toBe(before)

  const third = await settled(await owner.upload({ 'gifts.md': '# Gifts\n\nWe wrap gifts for 3 euros.' }, { connection_id: id }))
  expect(third.document_count).toBe(3)
})

test('a passage that did not change is not touched when its file is uploaded again', async () => {
  const page = (price: number) =>
    `# Help\n\n## Gifts\n\nWe wrap gifts for ${price} euros.\n\n## Repairs\n\n${long('We mend what we sold.')}\n\n## Hours\n\n${long('The shop is open daily.')}`
  const first = await settled(await owner.upload({ 'help.md': page(3), 'kept.md': returns(30) }))
  const before = await storedPassages(first.connection_id)
  await settled(await owner.upload({ 'help.md': page(4), 'kept.md': returns(30) }, { connection_id: first.connection_id }))
  const after = await storedPassages(first.connection_id)
  expect(before).toHaveLength(4)
  expect(after.filter(row => before.includes(row))).toHaveLength(3)
  expect(after.filter(row => !before.includes(row)).map(row => row.includes('for 4 euros'))).toEqual([true])
})

const long = (sentence: string) => Array.from({ length: 30 }, () => sentence).join(' ')

/** Each passage with the transactions that wrote it and its terms. */
async function storedPassages(connectionId: string) {
  const companyId: string = (await owner.get('/auth/me')).body.user.company_id
  const { rows } = await inCompany(app.core.services.pool, companyId, db =>
    sql<{ row: string }>`
      select concat_ws(' ', chunk_id, chunks.xmin, chunk_terms.xmin, body) as row from chunks join chunk_terms using (company_id, chunk_id)
      where chunks.connection_id = ${connectionId} order by body`.execute(db),
  )
  return rows.map(({ row }) => row)
}

describe('a folder', () => {
  const folder = {
    'help/returns.md': returns(30),
    'help/en/gifts.md': '# Gifts\n\nWe wrap gifts for 3 euros.',
    'help/.DS_Store': 'x',
    'help/en/Thumbs.db': 'x',
  }

  test('keeps the paths of its files, is called by its name, and leaves out what systems put there', async () => {
    const source = await settled(await owner.upload(folder))
    expect(source).toMatchObject({ source_name: 'help', status: 'connected', document_count: 2 })
    expect(namesOf(source)).toEqual(['help/en/gifts.md', 'help/returns.md'])
    expect((await found('What does wrapping gifts cost?', source.connection_id))[0]?.text).toContain('3 euros')
  })

  test('uploaded again replaces files of the same path, and no others of the same name', async () => {
    const first = await settled(await owner.upload({ 'help/de/returns.md': returns(14), 'help/en/returns.md': returns(30) }))
    const again = await settled(await owner.upload({ 'help/en/returns.md': returns(60) }, { connection_id: first.connection_id }))
    expect(namesOf(again)).toEqual(['help/de/returns.md', 'help/en/returns.md'])
    const texts = (await found('How many days do I have to return goods?', first.connection_id)).map(({ text }) => text).join()
    expect([texts.includes('14 days'), texts.includes('30 days'), texts.includes('60 days')]).toEqual([true, false, true])
  })

  test('of nothing but what systems leave is an upload of nothing', async () => {
    expect((await owner.upload({ 'help/.DS_Store': 'x' })).status).toBe(400)
  })
})

const namesOf = ({ documents }: { documents: { name: string }[] }) => documents.map(({ name }) => name).toSorted()

describe('files that cannot be read', () => {
  const broken = { 'broken.pdf': '%PDF-1.7 and nothing more', 'broken.docx': 'PK\u0003\u0004 no zip', 'empty.csv': '' }

  test('say why, and hinder no others', async () => {
    const source = await settled(await owner.upload({ ...broken, 'returns.md': returns(30) }))
    expect(source).toMatchObject({ status: 'connected', document_count: 1 })
    expect(source.status_message).toContain('3 of 4 files could not be read')
    for (const { name, status, status_message, chunk_count } of source.documents) {
      if (name === 'returns.md') continue
      expect([name, status, chunk_count]).toEqual([name, 'error', 0])
      expect(status_message?.length, name).toBeGreaterThan(15)
    }
    expect((await found('How many days do I have to return goods?', source.connection_id))[0]?.text).toContain('30 days')
  })

  test('make the source an error when there are no others', async () => {
    const source = await settled(await owner.upload(broken))
    expect(source).toMatchObject({ status: 'error', document_count: 0 })
    expect(source.status_message).toContain('None of the files could be read')
  })

  test('are replaced by ones that can, and the other way round', async () => {
    const first = await settled(await owner.upload({ 'returns.pdf': '%PDF-1.7 and nothing more' }))
    expect(first.status).toBe('error')
    const id: string = first.connection_id
    const second = await settled(await owner.upload({ 'more.md': returns(14) }, { connection_id: id }))
    expect(second).toMatchObject({ status: 'connected', document_count: 1 })
    const third = await settled(await owner.upload({ 'more.md': '' }, { connection_id: id }))
    expect(third.document_count).toBe(0)
    expect(await found('How many days do I have to return goods?', id)).toEqual([])
  })
})

describe('names of files', () => {
  test.each([
    ['../../etc/passwd.md', 'passwd.md'],
    ['..\\..\\windows\\win.md', 'win.md'],
    ['/absolute.md', 'absolute.md'],
    ['C:\\\\shop\\\\prices.md', 'prices.md'],
    ['help/../../up.md', 'up.md'],
    ['./help//page.md', 'help/page.md'],
    ['a\u0000b\u202emd.md', 'abmd.md'],
  ])('lead nowhere: %j', async (name, expected) => {
    const source = await settled(await owner.upload({ [name]: returns(30) }))
    expect(source.documents.map((document: { name: string }) => document.name)).toEqual([expected])
    expect((await readdir(app.filesFolder)).toSorted()).toEqual([(await owner.get('/auth/me')).body.user.company_id, 'scratch'])
  })
})

describe('deleting a source', () => {
  test('that agents answer from needs force, and names them', async () => {
    const source = await settled(await owner.upload({ 'returns.md': returns(30) }))
    const { body } = await owner.post('/agents', { name: 'Support', data_sources: [source.connection_id] })
    const refused = await owner.delete(`/data-sources/${source.connection_id}`)
    expect([refused.status, refused.body.code]).toEqual([409, 'CONFLICT'])
    expect(refused.body.details[body.agent.agent_id]).toContain('Support')
    expect((await owner.delete(`/data-sources/${source.connection_id}?force=false`)).status).toBe(409)
    expect((await owner.delete(`/data-sources/${source.connection_id}?force=true`)).status).toBe(200)
    const answer = await owner.post(`/agents/${body.agent.agent_id}/execute`, { input: 'How many days do I have to return goods?' })
    expect([answer.status, answer.body.declined, answer.body.citations]).toEqual([200, true, []])
  })

  test('leaves nothing of it: no row, no passage, no word that is found, no file', async () => {
    const files = async () => (await readdir(app.filesFolder, { recursive: true })).toSorted()
    const kept = await settled(await owner.upload({ 'kept.md': '# Kept\n\nThis one stays.' }))
    const before = { words: await wordsInUse(), rows: await databaseContents(app.databaseUrl), files: await files() }
    const source = await settled(await owner.upload({ 'returns.md': returns(30), 'products.csv': 'title,price\nKettle,30\nTeapot,20\n' }))
    expect((await wordsInUse()).length).toBeGreaterThan(before.words.length)
    expect((await owner.delete(`/data-sources/${source.connection_id}`)).status).toBe(200)
    expect((await owner.get(`/data-sources/${source.connection_id}`)).status).toBe(404)
    expect(await files()).toEqual(before.files)
    expect(await wordsInUse()).toEqual(before.words)
    const after = await databaseContents(app.databaseUrl)
    const differing = Object.keys(after).filter(table => after[table] !== before.rows[table])
    // Words that nobody uses stay with a count of zero, as does the source's size; the audit tells that it was there.
    expect(differing.filter(table => !/^(vocabulary|corpora|audit_entries) /.test(table))).toEqual([])
    expect((await found('What stays?', kept.connection_id)).length).toBeGreaterThan(0)
  })

  /** All that changed counted in, as the next search would. */
  async function wordsInUse() {
    const companyId: string = (await owner.get('/auth/me')).body.user.company_id
    const rows = await inCompany(app.core.services.pool, companyId, async db => {
      await countChanges(db, companyId)
      return db
        .selectFrom('vocabulary')
        .select(['word', 'document_frequency'])
        .where('document_frequency', '>', 0)
        .orderBy('word')
        .execute()
    })
    return rows.map(({ word, document_frequency }) => `${word} ${document_frequency}`)
  }

  test('in the middle of reading it ends the reading', async () => {
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`page ${index}.md`, returns(index)]))
    const before = (await readdir(app.filesFolder, { recursive: true })).length
    const uploaded = await owner.upload(files)
    expect((await owner.delete(`/data-sources/${uploaded.body.data_source.connection_id}`)).status).toBe(200)
    const next = await settled(await owner.upload({ 'next.md': returns(1) }))
    expect(next.status).toBe('connected')
    expect((await readdir(app.filesFolder, { recursive: true })).length).toBe(before + 1)
  })
})
