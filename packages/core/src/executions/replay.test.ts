import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ModelPart } from '../models/model.ts'
import { ModelError } from '../models/model-error.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { saying, scriptedModel } from '../testing/scripted-model.ts'
import { say, talkOf } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'
import { waitFor } from '../testing/wait-for.ts'
import { wordDiff } from './word-diff.ts'

const call: ModelPart = { type: 'tool-call', id: 'call_1', name: 'search_knowledge', arguments: '{"query":"return period"}' }
const finish: ModelPart = { type: 'finish', reason: 'stop', usage: { input_tokens: 40, output_tokens: 4 } }
const model = scriptedModel(({ messages, model: name, system }) => {
  if (name === 'broken') return [new ModelError('quota', 'Nothing is left.')]
  if (name === 'price') return saying('It costs 99.95 EUR.')
  if (system.includes('In two words')) return saying('Thirty days.')
  if (messages.at(-1)?.role === 'tool') return [{ type: 'text', text: 'Within 30 ' }, { type: 'text', text: 'days [1].' }, finish]
  return [call, finish]
})
let app: TestApp
let owner: TestClient
let sourceId: string
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ model })
  owner = await app.signUp()
  const uploaded = await owner.upload({ 'returns.md': '# Returns\n\nGoods can be returned within 30 days.' })
  sourceId = uploaded.body.data_source.connection_id
  await waitFor(async () => (await owner.get(`/data-sources/${sourceId}`)).body.data_source.status === 'connected')
  const settings = { model: 'test/words', data_sources: [sourceId], config: { tools: ['search_knowledge'] } }
  agentId = (await deployAgent(owner, settings)).agentId
})
afterAll(() => app.stop())

const ask = (message: string, agent = agentId) => app.anonymous.post(`/agents/${agent}/chat`, { message })
const chargesOf = async () => (await owner.get('/billing/usage')).body.usage.total_requests

test('an execution tells its prompts, its calls of tools and its sources, and runs again from its record to the same end', async () => {
  const chat = await ask('How long can I return goods?')
  expect(chat.body.response).toContain('Within 30 days')
  const { body } = await owner.get(`/executions/${chat.body.execution_id}`)
  expect(body.execution).toMatchObject({
    status: 'completed',
    kind: 'chat',
    replayable: true,
    usage: { input_tokens: 80, output_tokens: 8 },
  })
  expect(body.execution.steps.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`)).toEqual([
    'model test/words',
    'tool search_knowledge',
    'model test/words',
  ])
  const [first, tool, last] = body.execution.steps
  expect(first.input.system).toContain('Passages:\n[1] ')
  expect(first.input.system).toBe(model.requests.at(-2)?.system)
  expect(last.input.messages).toEqual(model.requests.at(-1)?.messages)
  expect(tool.input).toEqual({ query: 'return period' })
  expect(body.execution.evidence[0].excerpt).toContain('within 30 days')

  const before = { asked: model.requests.length, requests: await chargesOf() }
  for (let times = 0; times < 2; times++) {
    const replayed = await owner.post(`/executions/${chat.body.execution_id}/replay`, {})
    expect(replayed.body).toMatchObject({ mode: 'recorded', diff: { same: true, tools: { gone: [], new: [] } } })
    expect(replayed.body.replay).toEqual(replayed.body.original)
  }
  expect(model.requests).toHaveLength(before.asked)
  expect(await chargesOf()).toBe(before.requests)
})

test('what a conversation held before is part of the record, and a failure is replayed as it was', async () => {
  const begun = await ask('How long can I return goods?')
  const second = await say(app.anonymous, talkOf(agentId, begun.body), 'And sale items?')
  const replayed = await owner.post(`/executions/${second.body.execution_id}/replay`, {})
  expect(replayed.body).toMatchObject({ mode: 'recorded', diff: { same: true } })
  const { body } = await owner.get(`/executions/${second.body.execution_id}`)
  expect(body.execution.steps[0].input.messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant', 'user'])

  const { agentId: broken } = await deployAgent(owner, { model: 'test/broken', data_sources: [sourceId] })
  const failed = await ask('How long can I return goods?', broken)
  expect(failed.body).toMatchObject({ model_used: 'builtin', fallback_reason: 'Nothing is left.' })
  const again = await owner.post(`/executions/${failed.body.execution_id}/replay`, {})
  expect(again.body.replay).toEqual(again.body.original)
})

test('a turn that gave way to a person is replayed without calling one again', async () => {
  const guardrails = { claims: 'block', on_unsupported: 'hand_off' }
  const { agentId: strict } = await deployAgent(owner, { model: 'test/price', config: { guardrails } })
  const { body } = await ask('What does it cost?', strict)
  expect(body.handoff).toEqual({ state: 'waiting', operator_name: null })
  await owner.post(`/conversations/${body.conversation_id}/hand-back`)
  const replayed = await owner.post(`/executions/${body.execution_id}/replay`, {})
  expect(replayed.body.replay).toEqual(replayed.body.original)
  expect((await owner.get(`/conversations/${body.conversation_id}`)).body.conversation.state).toBe('agent')
})

test('by another version the same question is answered anew, with the difference told, and nothing is kept of it', async () => {
  const chat = await ask('How long can I return goods?')
  await owner.put(`/agents/${agentId}`, { config: { instructions: 'In two words.' } })
  const { body: agent } = await owner.get(`/agents/${agentId}`)
  const executions = async () => (await owner.get(`/executions?agent_id=${agentId}`)).body.total
  const before = await executions()
  const version = agent.agent.version
  const replayed = await owner.post(`/executions/${chat.body.execution_id}/replay`, { agent_version: version })
  expect(replayed.body).toMatchObject({
    mode: 'live',
    replay: { response: 'Thirty days.', tools_called: [] },
    diff: { same: false, tools: { gone: ['search_knowledge'], new: [] }, tokens: { before: 88, after: 15 } },
  })
  const old = await owner.post(`/executions/${chat.body.execution_id}/replay`, { agent_version: version - 1 })
  expect(old.body).toMatchObject({ mode: 'live', diff: { same: true } })
  expect((await owner.post(`/executions/${chat.body.execution_id}/replay`, { agent_version: 99 })).status).toBe(404)
  expect((await owner.post(`/executions/${chat.body.execution_id}/replay`, { model: 'nonsense/x' })).status).toBe(400)
  expect(await executions()).toBe(before)
  await owner.post(`/agents/${agentId}/versions/${version - 1}/restore`)
})

test('an execution becomes a test in one call, which another version can fail', async () => {
  const chat = await ask('How long can I return goods?')
  const saved = await owner.post(`/executions/${chat.body.execution_id}/save-as-test`, {})
  expect(saved.status).toBe(201)
  expect(saved.body.test.expectations).toEqual([
    { kind: 'declined', value: false },
    { kind: 'cites', document_id: expect.any(String) },
    { kind: 'tool_called', tool: 'search_knowledge' },
  ])
  const expectations = [
    { kind: 'contains', text: '30 DAYS' },
    { kind: 'not_contains', text: 'thirty' },
  ]
  await owner.post(`/agents/${agentId}/tests`, { name: 'In digits', input: 'How long?', expectations })
  const now = await owner.post(`/agents/${agentId}/tests/run`, {})
  expect(now.body.report).toMatchObject({ passed: 2, failed: 0 })

  const brief = { config: { instructions: 'In two words.' } }
  const refused = await owner.put(`/agents/${agentId}?require_tests=true`, brief)
  expect(refused.body).toMatchObject({ code: 'CONFLICT' })
  const { version } = (await owner.get(`/agents/${agentId}`)).body.agent
  const saved2 = await owner.put(`/agents/${agentId}?run_tests=true`, brief)
  expect(saved2.body).toMatchObject({ agent: { version: version + 1 }, test_report: { agent_version: version + 1, passed: 0, failed: 2 } })
  const failures = saved2.body.test_report.results.flatMap((result: { failures: string[] }) => result.failures)
  expect(failures).toEqual(expect.arrayContaining(['does not call search_knowledge', 'does not contain "30 DAYS"', 'contains "thirty"']))
  const back = await owner.post(`/agents/${agentId}/versions/${version}/restore?require_tests=true`)
  expect(back.body).toMatchObject({ agent: { version: version + 2 }, test_report: { passed: 2 } })

  const { body } = await owner.get(`/agents/${agentId}/tests`)
  for (const { test_id } of body.tests) expect((await owner.delete(`/agents/${agentId}/tests/${test_id}`)).status).toBe(200)
})

test('executions are found by what they were', async () => {
  const chat = await ask('How long can I return goods?')
  const { conversation_id, execution_id } = chat.body
  expect((await owner.get(`/executions?conversation_id=${conversation_id}`)).body.executions).toMatchObject([{ execution_id }])
  expect((await owner.get(`/agents/${agentId}/executions?status=failed`)).body.total).toBe(0)
  expect((await owner.get('/executions?model_used=builtin')).body.executions.length).toBeGreaterThan(0)
  expect((await owner.get(`/executions?until=${new Date(0).toISOString()}`)).body.total).toBe(0)
})

test('a difference told word by word gives both texts again', () => {
  const pairs = [
    ['', ''],
    ['one two three', 'one three'],
    ['one', 'two one two'],
    ['a  b\nc', 'a b c'],
    ['', 'new words'],
  ] as const
  for (const [before, after] of pairs) {
    const pieces = wordDiff(before, after)
    const without = (kind: string) => pieces.map(piece => (piece.kind === kind ? '' : piece.text)).join('')
    expect([without('new'), without('gone')]).toEqual([before, after])
  }
  expect(wordDiff('one two three', 'one three')).toEqual([
    { kind: 'same', text: 'one' },
    { kind: 'gone', text: ' two' },
    { kind: 'same', text: ' three' },
  ])
})
