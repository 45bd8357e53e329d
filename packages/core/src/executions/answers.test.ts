import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { type Script, scriptedModel } from '../testing/scripted-model.ts'
import { beginStream, rest, shown } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'

let scripts: Script[] = []
const model = scriptedModel(() => scripts.shift() ?? [])
const say = (text: string): Script => [
  ...(text.match(/[\s\S]{1,4}/g) ?? []).map(piece => ({ type: 'text' as const, text: piece })),
  { type: 'finish', reason: 'stop', usage: { input_tokens: 10, output_tokens: 5 } },
]
let app: TestApp
let owner: TestClient

beforeAll(async () => {
  app = await createTestApp({ model })
  owner = await app.signUp()
})
afterAll(() => app.stop())

const agent = async (config: object, settings: object = {}) =>
  (await deployAgent(owner, { model: 'test/model', type: 'customer_support', config, ...settings })).agentId
const chat = async (agentId: string, message: string) => (await app.anonymous.post(`/agents/${agentId}/chat`, { message })).body

describe('statements that nobody gave', () => {
  const instructions = 'You help. Shipping costs £4.95. Returns are accepted within 30 days.'
  const invented = 'Shipping costs £4.95. With the code SAVE20 you get 20% off. Returns are accepted within 30 days.'

  test('are held back sentence by sentence, in a stream too, and the rest is shown', async () => {
    const agentId = await agent({ instructions })
    scripts = [say(invented), say(invented)]
    const expected =
      'Shipping costs £4.95. I cannot confirm the exact details of that from the information I have. Returns are accepted within 30 days.'
    expect((await chat(agentId, 'What does shipping cost?')).response).toBe(expected)
    const { events } = await beginStream(app.anonymous, agentId, 'What does shipping cost?')
    expect(shown(await rest(events))).toBe(expected)
  })

  test('are shown where they are only noted', async () => {
    const agentId = await agent({ instructions, guardrails: { claims: 'warn' } })
    scripts = [say(invented)]
    expect((await chat(agentId, 'What does shipping cost?')).response).toBe(invented)
  })

  test('count as not knowing when nothing else was said', async () => {
    const agentId = await agent({ instructions })
    scripts = [say('It costs £9.95.')]
    expect((await chat(agentId, 'And express?')).declined).toBe(true)
  })

  test('lead to a person where that is wanted', async () => {
    const agentId = await agent({ instructions, guardrails: { on_unsupported: 'hand_off' } })
    scripts = [say('It costs £9.95.')]
    const { events } = await beginStream(app.anonymous, agentId, 'And express?')
    expect((await rest(events)).map(({ part }) => part.type)).toContain('handoff')
  })
})

describe('guardrails', () => {
  test('a blocked topic is answered without asking the model, and never spoken of', async () => {
    const agentId = await agent({ guardrails: { blocked_topics: ['elections'] } })
    const before = model.requests.length
    expect(await chat(agentId, 'Who wins the elections?')).toMatchObject({
      response: 'I am sorry, I cannot help with that here.',
      declined: true,
    })
    expect(model.requests.length).toBe(before)
    scripts = [say('Gladly. The elections are near. Anything else?')]
    expect((await chat(agentId, 'What is new?')).response).not.toContain('elections')
  })

  test('card numbers do not reach the model', async () => {
    const agentId = await agent({})
    scripts = [say('Thank you.')]
    await chat(agentId, 'Charge 4111 1111 1111 1111 please')
    expect(model.requests.at(-1)?.messages.at(-1)?.content).toBe('Charge [card number] please')
  })

  test('the first answer says that an AI gives it, where that is wanted', async () => {
    const agentId = await agent({ guardrails: { disclose_ai: true } })
    scripts = [say('Hello!')]
    expect((await chat(agentId, 'Hi there')).response).toBe('You are talking to an AI assistant.\n\nHello!')
  })
})

describe('structured output', () => {
  const output_schema = { type: 'object', properties: { total: { type: 'number' } }, required: ['total'], additionalProperties: false }
  const execute = (agentId: string, more: object = {}) =>
    owner.post(`/agents/${agentId}/execute`, { input: 'Total of 4 and 5?', output_format: 'json', output_schema, ...more })

  test('is parsed and fits its schema', async () => {
    const agentId = await agent({})
    scripts = [say('```json\n{"total": 9}\n```')]
    const { status, body } = await execute(agentId)
    expect([status, body.output, body.response]).toEqual([200, { total: 9 }, '{"total": 9}'])
    expect(model.requests.at(-1)?.outputSchema).toEqual(output_schema)
  })

  test('is repaired once', async () => {
    const agentId = await agent({})
    scripts = [say('{"total": "nine"}'), say('{"total": 9}')]
    const { body } = await execute(agentId)
    expect([body.output, body.tokens_used]).toEqual([{ total: 9 }, 30])
    expect(model.requests.at(-1)?.messages.at(-1)?.content).toContain('total must be number')
  })

  test('that stays wrong is a clear error', async () => {
    const agentId = await agent({})
    scripts = [say('Nine.'), say('Still nine.')]
    const { status, body } = await execute(agentId)
    expect([status, body.code]).toEqual([502, 'PROVIDER_ERROR'])
    expect(body.message).toContain('it is no JSON')
  })

  test('without a schema is any JSON, and builtin puts its words into an object', async () => {
    const agentId = await agent({ model: 'builtin' })
    const { body } = await owner.post(`/agents/${agentId}/execute`, { input: 'Hello', output_format: 'json' })
    expect(body.output).toEqual({ answer: expect.any(String), declined: false })
  })

  test('takes no schema that could keep us busy, nor one without the format', async () => {
    const agentId = await agent({})
    expect((await execute(agentId, { output_schema: { type: 'object', patternProperties: {} } })).status).toBe(400)
    expect((await execute(agentId, { output_format: 'text' })).status).toBe(400)
  })
})

test('what does not fit the window any more is summarised once, and a model that cannot say it is no hindrance', async () => {
  const agentId = await agent({ guardrails: { claims: 'off' } })
  let told = 0
  const long = () => `${'x'.repeat(7000)} ${told++}`
  scripts = [say(long())]
  const { body: first } = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'one' })
  const talk = { headers: { 'x-visitor-token': first.visitor_token } }
  const go = (message: string) => app.anonymous.post(`/agents/${agentId}/chat`, { message, conversation_id: first.conversation_id }, talk)
  scripts = [say(long())]
  await go('two')
  scripts = [say('They asked one thing.'), say('Three.')]
  await go('three')
  expect(model.requests.at(-1)?.system).toContain('They asked one thing.')
  // It is kept, until what came after it does not fit either.
  const before = model.requests.length
  scripts = [say(long())]
  await go('four')
  expect(model.requests.length).toBe(before + 1)
  expect(model.requests.at(-1)?.system).toContain('They asked one thing.')
  scripts = [say(long()), say('They asked four things.'), say('Six.')]
  await go('five')
  expect((await go('six')).body.response).toBe('Six.')
  expect(model.requests.at(-2)?.messages[0]?.content).toMatch(/Before, in short\) They asked one thing\.[\s\S]*Visitor: four/)
  expect(model.requests.at(-1)?.system).toContain('They asked four things.')

  scripts = [say(long()), say(long()), [new Error('no')], say('Again.')]
  const { body: other } = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'one' })
  const again = (message: string) =>
    app.anonymous.post(
      `/agents/${agentId}/chat`,
      { message, conversation_id: other.conversation_id },
      { headers: { 'x-visitor-token': other.visitor_token } },
    )
  await again('two')
  expect((await again('three')).body.response).toBe('Again.')
})
