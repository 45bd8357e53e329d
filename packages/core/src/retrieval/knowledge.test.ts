import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'

const model = scriptedModel(({ evidence }) => saying(`Passage one says: ${evidence[0]?.body ?? 'nothing'} [1]`))
let now = Date.parse('2026-03-01T12:00:00Z')
let app: TestApp
let owner: TestClient
let source: string

beforeAll(async () => {
  app = await createTestApp({ model, now: () => now })
  owner = await app.signUp()
  const uploaded = await owner.upload({
    'help.md': '# Help\n\n## Gifts\n\nGift wrapping costs 3 euros.\n\n## Returns\n\nGoods can be returned within 30 days.',
  })
  source = uploaded.body.data_source.connection_id
  await waitFor(async () => (await owner.get(`/data-sources/${source}`)).body.data_source.status === 'connected')
})
afterAll(() => app.stop())

async function createAgent(settings: object = {}): Promise<string> {
  const { body } = await owner.post('/agents', { name: 'Support', data_sources: [source], ...settings })
  return body.agent.agent_id
}

const ask = async (agentId: string, input: string) => (await owner.post(`/agents/${agentId}/execute`, { input })).body

describe('a curated answer', () => {
  const wrap = { questions: ['Do you wrap gifts?', 'Packt ihr Geschenke ein?'], answer: 'We wrap everything for free this spring.' }
  let answerId: string
  let agentId: string

  beforeAll(async () => {
    agentId = await createAgent()
    const { status, body } = await owner.post('/knowledge/answers', wrap)
    expect(status).toBe(201)
    answerId = body.answer.answer_id
  })

  test.each(['Do you wrap gifts?', 'can you wrap a gift', 'do you wrapp giffts', 'Könnt ihr Geschenke einpacken?'])(
    'comes before what documents say: %s',
    async question => {
      const { response, citations, declined } = await ask(agentId, question)
      expect([response, declined]).toEqual([wrap.answer, false])
      expect(citations[0]).toMatchObject({ kind: 'curated', used: true, document_id: answerId, excerpt: wrap.answer })
      for (const citation of citations.slice(1)) expect(citation.kind).toBeUndefined()
    },
  )

  test('leaves other questions alone', async () => {
    for (const question of ['How long can goods be returned?', 'What do gifts cost?']) {
      const { citations } = await ask(agentId, question)
      expect(citations.filter(({ kind }: { kind?: string }) => kind === 'curated')).toEqual([])
    }
  })

  test('is the first thing other models are told', async () => {
    const talker = await createAgent({ model: 'test/model' })
    const { response, citations } = await ask(talker, 'Do you wrap gifts?')
    expect(response).toContain('We wrap everything for free')
    expect(citations[0]).toMatchObject({ kind: 'curated', used: true })
    expect(model.requests.at(-1)?.system).toContain('[1] The company\'s own answer to "Do you wrap gifts?"')
  })

  test('is there for agents without data sources', async () => {
    const { response } = await ask(await createAgent({ data_sources: [] }), 'Do you wrap gifts?')
    expect(response).toBe(wrap.answer)
  })

  test('is no other company’s', async () => {
    const stranger = await app.signUp()
    const { body } = await stranger.post('/agents', { name: 'Theirs' })
    const answer = await stranger.post(`/agents/${body.agent.agent_id}/execute`, { input: 'Do you wrap gifts?' })
    expect(answer.body.declined).toBe(true)
  })

  test('is said within its validity only, changes at once, and is gone when deleted', async () => {
    const change = async (fields: object) => {
      const { status, body } = await owner.put(`/knowledge/answers/${answerId}`, fields)
      expect(status).toBe(200)
      return body.answer
    }
    const isSaid = async (text: string) => (await ask(agentId, 'Do you wrap gifts?')).response === text
    await change({ valid_from: '2026-03-01T12:02:00.000Z', valid_until: '2026-03-01T12:04:00.000Z' })
    expect(await isSaid(wrap.answer)).toBe(false)
    now = Date.parse('2026-03-01T12:02:00Z')
    expect(await isSaid(wrap.answer)).toBe(true)
    now = Date.parse('2026-03-01T12:04:00Z')
    expect(await isSaid(wrap.answer)).toBe(false)
    expect(await change({ valid_until: null, answer: 'For two euros.' })).toMatchObject({ questions: wrap.questions, valid_until: null })
    expect(await isSaid('For two euros.')).toBe(true)
    const refused = await owner.put(`/knowledge/answers/${answerId}`, { valid_until: '2026-03-01T12:00:00.000Z' })
    expect([refused.status, refused.body.details]).toEqual([400, { valid_until: 'is not after valid_from' }])
    expect((await owner.get('/knowledge/answers')).body).toMatchObject({ total: 1, answers: [{ answer_id: answerId }] })
    expect((await owner.delete(`/knowledge/answers/${answerId}`)).status).toBe(200)
    expect((await owner.get(`/knowledge/answers/${answerId}`)).status).toBe(404)
    expect((await ask(agentId, 'Do you wrap gifts?')).response).toContain('3 euros')
  })
})

describe('a question without an answer', () => {
  test('is listed with what is asked alike, and made a curated answer of', async () => {
    const agentId = await createAgent()
    const list = async (query = '') => (await owner.get(`/knowledge/unanswered?agent_id=${agentId}${query}`)).body.questions
    expect(await list()).toEqual([])
    for (const question of ['Do you sell zeppelins?', 'do you sell a zeppelin', 'Which dinosaurs do you breed?'])
      await ask(agentId, question)
    await ask(agentId, 'How long can goods be returned?')
    await ask(agentId, 'Hello!')
    const [first, second, ...rest] = await list()
    expect(rest).toEqual([])
    expect(first).toMatchObject({ question: 'do you sell a zeppelin', count: 2, status: 'open', answer_id: null })
    expect(second).toMatchObject({ question: 'Which dinosaurs do you breed?', count: 1 })

    const dismissed = await owner.put(`/knowledge/unanswered/${second.question_id}`, { status: 'dismissed' })
    expect(dismissed.body.question.status).toBe('dismissed')
    await ask(agentId, 'Which dinosaurs do you breed?')
    expect(await list('&status=dismissed')).toMatchObject([{ count: 2 }])

    const made = await owner.post(`/knowledge/unanswered/${first.question_id}/answer`, { answer: 'Only toy ones.' })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      answer: { questions: ['do you sell a zeppelin'], answer: 'Only toy ones.' },
      question: { status: 'resolved', answer_id: made.body.answer.answer_id },
    })
    expect((await ask(agentId, 'Do you sell zeppelins?')).response).toBe('Only toy ones.')
    expect(await list()).toEqual([])
    await owner.delete(`/knowledge/answers/${made.body.answer.answer_id}`)
    await ask(agentId, 'Do you sell zeppelins?')
    expect(await list()).toMatchObject([{ question_id: first.question_id, count: 3, status: 'open' }])
  })
})

test('synonyms of the company’s own hold from the next question on, and until they are gone', async () => {
  const agentId = await createAgent()
  const isFound = async () => (await ask(agentId, 'Can I snoozle?')).response.includes('30 days')
  expect(await isFound()).toBe(false)
  const { body } = await owner.post('/knowledge/synonyms', { phrases: ['snoozle', 'return'] })
  expect(await isFound()).toBe(true)
  const path = `/knowledge/synonyms/${body.synonyms.synonym_id}`
  expect((await owner.put(path, { phrases: ['snoozle', 'zeppelin'] })).body.synonyms.phrases).toEqual(['snoozle', 'zeppelin'])
  expect(await isFound()).toBe(false)
  expect((await owner.get('/knowledge/synonyms')).body.total).toBe(1)
  expect((await owner.delete(path)).status).toBe(200)
  expect((await owner.get(path)).status).toBe(404)
})
