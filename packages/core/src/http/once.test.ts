import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import type { TestClient } from '../testing/test-client.ts'

const model = scriptedModel(() => saying('Slowly said.', 500))
let app: TestApp
let owner: TestClient

beforeAll(async () => {
  app = await createTestApp({ model })
  owner = await app.signUp()
})
afterAll(() => app.stop())

const keyed = (key: string) => ({ headers: { 'idempotency-key': key } })
const countAgents = async () => (await owner.get('/agents')).body.total as number

test('the same call with the same key happens once, also when twenty arrive at the same time', async () => {
  const before = await countAgents()
  const answers = await Promise.all(Array.from({ length: 20 }, () => owner.post('/agents', { name: 'Once' }, keyed('make-once'))))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  expect(await countAgents()).toBe(before + 1)
})

test('the same key with another body is refused', async () => {
  await owner.post('/agents', { name: 'One' }, keyed('other-body'))
  const answer = await owner.post('/agents', { name: 'Another' }, keyed('other-body'))
  expect(answer.status).toBe(422)
  expect(answer.body.code).toBe('IDEMPOTENCY_KEY_REUSED')
})

test('a call that failed can be made again with its key', async () => {
  expect((await owner.post('/agents', { name: 'x', data_sources: ['ds_none'] }, keyed('failed'))).status).toBe(400)
  expect((await owner.post('/agents', { name: 'x', data_sources: ['ds_none'] }, keyed('failed'))).status).toBe(400)
  expect((await owner.post('/agents', { name: 'x' }, keyed('failed'))).status).toBe(201)
})

test('a key is its caller’s own', async () => {
  const other = await app.signUp()
  const [mine, theirs] = [
    await owner.post('/agents', { name: 'Mine' }, keyed('shared')),
    await other.post('/agents', { name: 'Mine' }, keyed('shared')),
  ]
  expect(theirs.body.agent.agent_id).not.toBe(mine.body.agent.agent_id)
})

test('while an execution is running the same call is answered 409, afterwards with its result', async () => {
  const { body } = await owner.post('/agents', { name: 'Slow', model: 'test/slow' })
  const execute = () => owner.post(`/agents/${body.agent.agent_id}/execute`, { input: 'Say it' }, keyed('execute'))
  const answers = await Promise.all([execute(), execute(), execute()])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  const done = answers.find(({ status }) => status === 200)
  expect(done?.body.response).toBe('Slowly said.')
  expect((await execute()).body.execution_id).toBe(done?.body.execution_id)
})

test.each(['', 'x'.repeat(256)])('a key of wrong length is refused', async key => {
  expect((await owner.post('/agents', { name: 'x' }, keyed(key))).status).toBe(400)
})
