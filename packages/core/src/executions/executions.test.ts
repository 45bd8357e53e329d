import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { databaseContents } from '../testing/database-contents.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { steeredModel } from '../testing/steered-model.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'

const model = steeredModel()
let app: TestApp
let owner: TestClient
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ model })
  owner = await app.signUp()
  agentId = (await deployAgent(owner)).agentId
})
afterAll(() => app.stop())

test('an agent without sources greets, and says plainly that it does not know', async () => {
  const hello = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello!' })
  expect(hello.body).toMatchObject({ declined: false, citations: [], model_used: 'builtin', fallback_reason: null })
  expect(hello.body.response).not.toBe('')
  const question = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'How much is shipping to Austria?' })
  expect(question.body).toMatchObject({ declined: true, citations: [] })
})

test('a preview answers and leaves no trace', async () => {
  const before = await databaseContents(app.databaseUrl)
  for (const input of ['Hello!', 'How much is shipping?']) {
    const { status, body } = await owner.post(`/agents/${agentId}/preview/test`, { input })
    expect([status, body.preview, body.model_used]).toEqual([200, true, 'builtin'])
    expect(body.response).not.toBe('')
  }
  const { body } = await owner.get(`/agents/${agentId}/preview`)
  expect(Object.keys(body.agent).toSorted()).toEqual(['agent_id', 'config', 'name', 'ui_settings'])
  expect(await databaseContents(app.databaseUrl)).toEqual(before)
})

test('a preview that nobody waits for any more is stopped', async () => {
  const { agentId: slow } = await deployAgent(owner, { model: 'test/steered' })
  const leaving = new AbortController()
  const answer = owner.post(`/agents/${slow}/preview/test`, { input: 'Hello' }, { signal: leaving.signal })
  const ask = await model.nextAsk()
  leaving.abort()
  await expect(answer).rejects.toThrow()
  await waitFor(() => ask.request.signal.aborted)
})

test('executions are listed newest first, page by page', async () => {
  const fresh = (await deployAgent(owner)).agentId
  for (let i = 0; i < 5; i++) await owner.post(`/agents/${fresh}/execute`, { input: `Hello ${i}` })
  await app.anonymous.post(`/agents/${fresh}/chat`, { message: 'Hello 5' })
  const list = async (query: string) => (await owner.get(`/agents/${fresh}/executions?${query}`)).body
  const inputs = (body: { executions: { input: string }[] }) => body.executions.map(({ input }) => input.at(-1)).join('')

  const whole = await list('')
  expect([inputs(whole), whole.total, whole.next_cursor]).toEqual(['543210', 6, null])
  expect(whole.executions[0]).toMatchObject({ agent_id: fresh, agent_version: 1, status: 'completed', model_used: 'builtin' })
  expect(whole.executions[0].conversation_id).toMatch(/^conv_/)
  expect(whole.executions[1].conversation_id).toBeNull()
  const first = await list('limit=4')
  expect([inputs(first), first.total]).toEqual(['5432', 6])
  expect(inputs(await list(`limit=4&cursor=${first.next_cursor}`))).toBe('10')
  expect(inputs(await list('limit=2&offset=3'))).toBe('21')
  expect((await (await app.signUp()).get(`/agents/${fresh}/executions`)).status).toBe(404)
})

test('an inactive agent is not executed, and a model nobody knows is refused by name', async () => {
  const { agentId: quiet } = await deployAgent(owner)
  expect((await owner.post(`/agents/${quiet}/execute`, { input: 'Hello', model: 'nonsense-9' })).body.details).toHaveProperty('model')
  await owner.put(`/agents/${quiet}`, { status: 'inactive' })
  expect((await owner.post(`/agents/${quiet}/execute`, { input: 'Hello' })).status).toBe(409)
  expect((await app.anonymous.post(`/agents/${quiet}/chat`, { message: 'Hello' })).status).toBe(404)
})
