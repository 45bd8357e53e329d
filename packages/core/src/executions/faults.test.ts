import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ModelError, type ModelErrorKind } from '../models/model-error.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { type Script, saying, scriptedModel } from '../testing/scripted-model.ts'
import { readMessages, rest, shown, talkOf, wordsOf } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'

/** What the model does when it is asked, the first time, the second time and so on. */
let scripts: Script[] = []
let asked = 0
const model = scriptedModel(() => scripts[asked++] ?? [new Error('asked too often')])
let app: TestApp
let owner: TestClient
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ model })
  owner = await app.signUp()
  agentId = (await deployAgent(owner, { model: 'test/model' })).agentId
})
afterAll(() => app.stop())

const chat = (...answers: Script[]) => {
  scripts = answers
  asked = 0
  return app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })
}
const chatStream = (...answers: Script[]) => {
  scripts = answers
  asked = 0
  return rest(app.anonymous.stream(`/agents/${agentId}/chat`, { message: 'Hello' }))
}
const fault = (kind: ModelErrorKind, retryAfterMs: number | null = null) => [
  new ModelError(kind, `The model is ${kind}.`, { retryAfterMs }),
]
const newest = async () => (await owner.get(`/agents/${agentId}/executions?limit=1`)).body.executions[0]

describe('a model that fails before it said anything', () => {
  test.each(['unreachable', 'overloaded', 'rate_limited', 'broken_stream', 'server_error'] as const)(
    '(%s) is asked once more',
    async kind => {
      const { status, body } = await chat(fault(kind, 1), saying('Here I am.'))
      expect([status, body.response, body.model_used, body.fallback_reason]).toEqual([200, 'Here I am.', 'test/model', null])
      expect(asked).toBe(2)
    },
  )

  test.each([
    ['twice', [fault('overloaded', 1), fault('overloaded', 1)], 2],
    ['with an error of its own', [[new TypeError('oops')], [new TypeError('oops')]], 2],
    ['and asks to wait for long', [fault('rate_limited', 60_000)], 1],
    ['for good: key', [fault('unauthorized')], 1],
    ['for good: quota', [fault('quota')], 1],
    ['for good: too long', [fault('too_long')], 1],
  ] as [string, Script[], number][])('%s is replaced by the built-in one, which says so', async (_, answers, times) => {
    const { status, body } = await chat(...answers)
    expect(status).toBe(200)
    expect(body.model_used).toBe('builtin')
    expect(body.fallback_reason).toMatch(/^The model (is|failed)/)
    expect(body.response).not.toBe('')
    expect(asked).toBe(times)
    const { status: stored, model_used, response } = await newest()
    expect({ stored, model_used, response }).toEqual({ stored: 'completed', model_used: 'builtin', response: body.response })
  })

  test('tells a stream nothing of it', async () => {
    const events = await chatStream(fault('overloaded', 1), fault('overloaded', 1))
    expect(events.map(({ part }) => part.type)).toEqual([
      'start',
      'text-start',
      expect.any(String),
      ...Array(events.length - 5).fill(expect.any(String)),
      'text-end',
      'finish',
    ])
    expect(events.some(({ part }) => part.type === 'error')).toBe(false)
    expect(events.at(-1)?.part).toMatchObject({ reason: 'stop' })
  })
})

describe('a model that fails in the middle of its answer', () => {
  const half: Script = [{ type: 'text', text: 'You can return' }, new ModelError('broken_stream', 'The stream broke.')]

  test('is not asked again: what was said stays, with an error', async () => {
    const { status, body } = await chat(half)
    expect([status, body.response, body.finish_reason, asked]).toEqual([200, 'You can return', 'error', 1])
    const messages = await readMessages(app.anonymous, talkOf(agentId, body))
    expect(messages.at(-1)?.parts).toEqual([
      { type: 'text', text: 'You can return' },
      { type: 'error', code: 'PROVIDER_ERROR', message: expect.any(String), retryable: true },
    ])
    expect(await newest()).toMatchObject({ status: 'failed', response: 'You can return' })
  })

  test('tells it to a stream', async () => {
    const events = await chatStream(half)
    expect(events.map(({ part }) => part.type)).toEqual(['start', 'text-start', 'text-delta', 'text-end', 'error', 'finish'])
    expect(events.at(-1)?.part).toMatchObject({ reason: 'error' })
  })
})

test.each([
  ['nothing at all', [], ''],
  ['no end', [{ type: 'text', text: 'and so on' }], 'and so on'],
  [
    'an end and then more',
    [
      { type: 'text', text: 'a' },
      { type: 'finish', reason: 'length', usage: null },
      { type: 'text', text: 'b' },
    ],
    'ab',
  ],
  [
    'empty pieces',
    [
      { type: 'text', text: '' },
      { type: 'text', text: '' },
      { type: 'finish', reason: 'stop', usage: null },
    ],
    '',
  ],
] as [string, Script, string][])('a model that says %s is answered with', async (_, script, text) => {
  const { status, body } = await chat(script)
  expect([status, body.response]).toEqual([200, text])
  expect(body.model_used).toBe('test/model')
})

test('an answer is the same as JSON, as a stream, when it is executed and when it is read again', async () => {
  const text = 'Returns are free within 30 days.[1] Ask us.'
  const whole = await chat(saying(text))
  const events = await chatStream(saying(text))
  scripts = [saying(text), saying(text)]
  asked = 0
  const executed = await owner.post(`/agents/${agentId}/execute`, { input: 'Hello' })
  const streamed = await rest(owner.stream(`/agents/${agentId}/execute`, { input: 'Hello', stream: true }))
  const [begun] = events
  const stored = await readMessages(app.anonymous, talkOf(agentId, begun?.part))
  const expected = 'Returns are free within 30 days. Ask us.'
  expect([whole.body.response, shown(events), executed.body.response, shown(streamed), wordsOf(stored.at(-1) ?? { parts: [] })]).toEqual(
    Array(5).fill(expected),
  )
  expect(executed.body.tokens_used).toBe(15)
  expect(streamed.at(-1)?.part).toEqual(events.at(-1)?.part)
})
