import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ModelPart, ModelRequest } from '../models/model.ts'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { deployAgent } from '../testing/deploy-agent.ts'
import { type Script, scriptedModel } from '../testing/scripted-model.ts'
import { talkOf } from '../testing/talk.ts'
import type { TestClient } from '../testing/test-client.ts'

interface Call {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

let answer: { status: number; type: string; body: string } = { status: 200, type: 'application/json', body: '{}' }
const calls: Call[] = []
let shop: Server
let url: string
let app: TestApp
let owner: TestClient

const finish: ModelPart = { type: 'finish', reason: 'stop', usage: { input_tokens: 10, output_tokens: 5 } }
let scripts: Script[] = []
const model = scriptedModel(() => scripts.shift() ?? [{ type: 'text', text: 'Nothing more.' }, finish])
const ask = (name: string, args: object): Script => [{ type: 'tool-call', id: 'c1', name, arguments: JSON.stringify(args) }, finish]
const say = (text: string): Script => [{ type: 'text', text }, finish]

beforeAll(async () => {
  shop = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      calls.push({ headers: request.headers, body })
      response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
    })
  })
  await new Promise<void>(resolve => shop.listen(0, '127.0.0.1', resolve))
  const { port } = shop.address() as AddressInfo
  url = `http://127.0.0.1:${port}/tool`
  app = await createTestApp({ model, egressAllow: [`127.0.0.1/32:${port}`] })
  owner = await app.signUp()
})
afterAll(async () => {
  await app.stop()
  shop.closeAllConnections()
  await new Promise(resolve => shop.close(resolve))
})

const parameters = { type: 'object', properties: { order: { type: 'string' } }, required: ['order'], additionalProperties: false }
async function addTool(name: string, effect = 'read') {
  const { body, status } = await owner.post('/tools', { name, description: `Does ${name}`, parameters, url, effect })
  expect(status).toBe(201)
  return body.tool
}

test('an agent calls a tool of the company, which can tell that the call is ours and for whom', async () => {
  const { secret } = await addTool('find_order')
  const order = { type: 'order', number: 'A1', status: 'sent', placed_at: null, items: [], tracking: [] }
  answer = { status: 200, type: 'application/json', body: JSON.stringify({ content: 'Order A1 was sent.', parts: [order] }) }
  const { agentId } = await deployAgent(owner, { model: 'test/model', config: { tools: ['find_order'] } })
  scripts = [ask('find_order', { order: 'A1' }), say('It was sent.')]
  const { body } = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Where is order A1?' })
  expect([body.response, body.finish_reason]).toEqual(['It was sent.', 'stop'])
  const call = calls.at(-1)
  const told = new Webhook(secret).verify(call?.body ?? '', call?.headers as Record<string, string>)
  expect(told).toMatchObject({
    tool: 'find_order',
    arguments: { order: 'A1' },
    agent_id: agentId,
    conversation_id: body.conversation_id,
    execution_id: body.execution_id,
    principal: { kind: 'anonymous' },
  })
  const talk = talkOf(agentId, body)
  const { body: history } = await app.anonymous.get(`/agents/${agentId}/conversations/${talk.conversationId}`, talk)
  expect(history.messages.at(-1).parts.map(({ type }: { type: string }) => type)).toEqual(['text', 'tool', 'order'])
})

test('a tool gets what the page says under the keys that the agent declared, apart from what is proven', async () => {
  await addTool('what_page')
  answer = { status: 200, type: 'text/plain', body: 'A lamp.' }
  const told = async (ui_settings: object, context?: object) => {
    const { agentId } = await deployAgent(owner, { model: 'test/model', config: { tools: ['what_page'], ui_settings } })
    scripts = [ask('what_page', { order: 'A1' }), say('A lamp.')]
    expect((await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'What is this?', context })).status).toBe(200)
    const { principal, unverified_context } = JSON.parse(calls.at(-1)?.body ?? '')
    expect(principal).toEqual({ kind: 'anonymous' })
    return unverified_context
  }
  const context = { page: 'Ada lamp', customer_id: 'c_1' }
  expect(await told({ context_keys: ['page', 'cart', 'toString'] }, context)).toEqual({ page: 'Ada lamp' })
  expect(await told({}, context)).toEqual({})
  expect(await told({ context_keys: ['page'] })).toEqual({})
})

test('what a tool does wrong is told to the model without a word about where it is', async () => {
  const { tool_id } = await addTool('broken')
  const tried = async (given: typeof answer) => {
    answer = given
    return (await owner.post(`/tools/${tool_id}/test`, { arguments: { order: 'A1' } })).body
  }
  expect(await tried({ status: 500, type: 'text/plain', body: 'secret stack' })).toMatchObject({
    failed: true,
    content: 'Error: broken answered with HTTP 500.',
  })
  expect((await tried({ status: 302, type: 'text/plain', body: '' })).content).toContain('HTTP 302')
  expect((await tried({ status: 200, type: 'application/json', body: '{"cut' })).content).toContain('no JSON')
  expect((await tried({ status: 200, type: 'text/plain', body: 'x'.repeat(300_000) })).content).toContain('more than')
  expect(await tried({ status: 200, type: 'text/plain', body: 'Plain words' })).toMatchObject({ failed: false, content: 'Plain words' })
  expect((await tried({ status: 200, type: 'application/json', body: '{"rows":[1]}' })).content).toBe('{"rows":[1]}')
  await owner.put(`/tools/${tool_id}`, { url: 'http://127.0.0.2:1/tool' })
  const refused = await owner.post(`/tools/${tool_id}/test`, { arguments: { order: 'A1' } })
  expect(refused.body.content ?? refused.body.message).not.toContain('127.0.0.1')
  expect((await owner.post(`/tools/${tool_id}/test`, { arguments: { order: 5 } })).status).toBe(400)
})

test('a schema that could keep us busy, a name that is ours and a name that is taken are refused', async () => {
  const create = (change: object) => owner.post('/tools', { name: 'fresh', description: 'x', parameters, url, effect: 'read', ...change })
  expect((await create({ name: 'hand_off' })).status).toBe(400)
  expect((await create({ parameters: { type: 'string' } })).status).toBe(400)
  const hostile = { type: 'object', properties: { a: { type: 'string', pattern: '(a+)+$' } } }
  expect((await create({ parameters: hostile })).body.details).toEqual({ parameters: 'must not use pattern' })
  expect((await create({ parameters: { type: 'object', properties: { a: { $ref: 'http://127.0.0.1/x' } } } })).status).toBe(400)
  expect((await create({ parameters: { type: 'object', properties: { pattern: { type: 'string' } } } })).status).toBe(201)
  expect((await create({})).status).toBe(409)
})

test('a tool in use is not deleted, and never known to another company', async () => {
  const { tool_id } = await addTool('in_use')
  const { agentId } = await deployAgent(owner, { config: { tools: ['in_use'] } })
  expect((await owner.delete(`/tools/${tool_id}`)).body.details).toHaveProperty(agentId)
  const stranger = await app.signUp()
  expect((await stranger.get(`/tools/${tool_id}`)).status).toBe(404)
  expect((await stranger.get('/tools')).body.tools).toEqual([])
  const { agentId: theirs } = await deployAgent(stranger, { model: 'test/model', config: { tools: ['in_use'] } })
  const before = calls.length
  scripts = [ask('in_use', { order: 'A1' }), say('Done.')]
  await app.anonymous.post(`/agents/${theirs}/chat`, { message: 'Hello' })
  expect(calls.length).toBe(before)
  await owner.put(`/agents/${agentId}`, { config: { tools: [] } })
  expect((await owner.delete(`/tools/${tool_id}`)).status).toBe(200)
})

test('what is the visitor’s own is done after their yes to exactly what they were asked, in the next message', async () => {
  await addTool('add_to_cart', 'visitor')
  answer = { status: 200, type: 'application/json', body: '{"content":"added"}' }
  const { agentId } = await deployAgent(owner, { model: 'test/model', config: { tools: ['add_to_cart'] } })
  scripts = [say('Hello.')]
  const { body: first } = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })
  const talk = talkOf(agentId, first)
  const go = (message: string) =>
    app.anonymous.post(`/agents/${agentId}/chat`, { message, conversation_id: talk.conversationId }, talk).then(({ body }) => body)
  const before = calls.length
  scripts = [ask('add_to_cart', { order: 'A1' }), say('Shall I put A1 into your cart?')]
  await go('The blue one, I think')
  expect(calls.length).toBe(before)
  scripts = [ask('add_to_cart', { order: 'A1' }), ask('add_to_cart', { order: 'B2' }), say('Done.')]
  await go('Yes, please')
  expect(calls.slice(before).map(({ body }) => JSON.parse(body).arguments)).toEqual([{ order: 'A1' }])
})

test('models are told of tools with their schemas', async () => {
  const { agentId } = await deployAgent(owner, {
    model: 'test/model',
    config: { tools: ['find_order', 'search_knowledge', 'unknown_one'] },
  })
  scripts = [say('Hello.')]
  await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'Hello' })
  const request = model.requests.at(-1) as ModelRequest
  expect(request.tools?.map(({ name }) => name).toSorted()).toEqual(['find_order', 'search_knowledge'])
  expect(request.tools?.find(({ name }) => name === 'find_order')?.parameters).toEqual(parameters)
})
