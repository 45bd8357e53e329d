import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../../testing/create-test-app.ts'
import { deployAgent } from '../../../testing/deploy-agent.ts'
import { type Script, saying, scriptedModel } from '../../../testing/scripted-model.ts'
import type { TestClient } from '../../../testing/test-client.ts'

const asked: { path: string; authorization: string | undefined; method: string | undefined }[] = []
const shop = createServer((request, response) => {
  const path = request.url ?? ''
  asked.push({ path, authorization: request.headers.authorization, method: request.method })
  response.setHeader('content-type', 'application/json')
  if (request.headers.authorization !== 'Bearer secret-key') return response.writeHead(401).end('{}')
  if (path.startsWith('/v1/orders?'))
    return response.end(JSON.stringify({ orders: [{ id: 'A1', status: 'sent', email: 'ada@example.com' }], total: 1 }))
  if (path === '/v1/orders/A1')
    return response.end(JSON.stringify({ id: 'A1', status: 'sent', buyer: { name: 'Ada', email: 'ada@example.com' } }))
  if (path === '/v1/stock') return response.end(JSON.stringify([{ product: 'Kite', pieces: 4 }]))
  response.writeHead(404).end('{}')
})

const spec = {
  openapi: '3.1.0',
  paths: {
    '/orders': {
      get: {
        operationId: 'listOrders',
        summary: 'Lists orders',
        parameters: [
          { name: 'customer', in: 'query', required: true, schema: { type: 'string' } },
          { $ref: '#/components/parameters/Status' },
        ],
      },
      post: { operationId: 'createOrder' },
    },
    '/orders/{id}': { get: { operationId: 'getOrder', parameters: [{ name: 'id', in: 'path', schema: { type: 'string' } }] } },
    '/stock': { get: { operationId: 'stock', summary: 'What is left' } },
  },
  components: { parameters: { Status: { name: 'status', in: 'query', schema: { type: 'string', enum: ['open', 'sent'] } } } },
}

let wanted: { name: string; arguments: object } | null = null
const model = scriptedModel((request): Script => {
  const last = request.messages.at(-1)
  if (last?.role === 'tool') return saying(`It says: ${last.content}`)
  if (!wanted) return saying('Nothing.')
  return [
    { type: 'tool-call', id: 'call_1', name: wanted.name, arguments: JSON.stringify(wanted.arguments) },
    { type: 'finish', reason: 'stop', usage: { input_tokens: 1, output_tokens: 1 } },
  ]
})

let app: TestApp
let owner: TestClient
let sourceId: string
beforeAll(async () => {
  await new Promise<void>(resolve => shop.listen(0, '127.0.0.1', resolve))
  app = await createTestApp({ model, egressAllow: ['127.0.0.1:*'] })
  owner = await app.signUp()
  const { body } = await owner.post('/data-sources/connect', {
    source_name: 'Orders',
    source_type: 'api',
    connection_config: {
      type: 'rest',
      spec: JSON.stringify(spec),
      base_url: `http://127.0.0.1:${(shop.address() as AddressInfo).port}/v1/`,
      credential: 'Bearer secret-key',
    },
    access: {
      hidden_columns: ['*.email'],
      public_tables: ['stock'],
      row_filters: [{ table: 'listOrders', column: 'customer', equals: 'visitor.customer_id' }],
    },
  })
  expect(body.data_source.status).toBe('connected')
  expect(JSON.stringify(body)).not.toContain('secret-key')
  sourceId = body.data_source.connection_id
})
afterAll(async () => {
  await app.stop()
  shop.closeAllConnections()
  await new Promise(resolve => shop.close(resolve))
})

const ask = (operation: string, args: object = {}) =>
  owner.post('/data-sources/query', { connection_id: sourceId, query: JSON.stringify({ operation, arguments: args }) })

test('its GET operations can be asked, and answer rows without what is hidden', async () => {
  expect((await ask('stock')).body.results).toEqual([{ product: 'Kite', pieces: 4 }])
  expect((await ask('listOrders', { customer: 'c1', status: 'sent' })).body.results).toEqual([{ id: 'A1', status: 'sent' }])
  expect((await ask('getOrder', { id: 'A1' })).body.results).toEqual([{ id: 'A1', status: 'sent', buyer: { name: 'Ada' } }])
  expect((await ask('getOrder', { id: 'B2' })).body.results).toEqual([])
  const { body } = await owner.get(`/data-sources/${sourceId}/schema`)
  expect(body.tables.map(({ name }: { name: string }) => name)).toEqual(['listOrders', 'getOrder', 'stock'])
})

test('what does not fit is refused, and leads nowhere else', async () => {
  const before = asked.length
  for (const [operation, args] of [
    ['createOrder', {}],
    ['getOrder', {}],
    ['getOrder', { id: '..' }],
    ['getOrder', { id: { $ne: 1 } }],
    ['getOrder', { id: 'A1', host: 'evil.example' }],
    ['listOrders', { customer: 'c1', status: 'lost' }],
  ] as const)
    expect((await ask(operation, args)).status, JSON.stringify(args)).toBe(400)
  expect(asked.length).toBe(before)
  await ask('getOrder', { id: '../../admin?x=1#y' })
  expect(asked.at(-1)?.path).toBe('/v1/orders/..%2F..%2Fadmin%3Fx%3D1%23y')
  expect(asked.every(({ method }) => method === 'GET')).toBe(true)
})

test('visitors get the public operations alone, and those bound to them when they are known', async () => {
  const { agentId } = await deployAgent(owner, {
    model: 'test/scripted',
    data_sources: [sourceId],
    config: { tools: ['stock', 'list_orders', 'get_order'], guardrails: { claims: 'off' } },
  })
  wanted = { name: 'stock', arguments: {} }
  const told = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'What is left?' })
  expect(JSON.stringify(told.body)).toContain('Kite')
  const tools = model.requests.at(-1)?.tools ?? []
  expect(tools.map(({ name }) => name).toSorted()).toEqual(['list_orders', 'stock'])
  expect(tools.find(({ name }) => name === 'list_orders')?.parameters.properties).not.toHaveProperty('customer')
  wanted = { name: 'list_orders', arguments: {} }
  const nobody = await app.anonymous.post(`/agents/${agentId}/chat`, { message: 'My orders?' })
  expect(JSON.stringify(nobody.body)).toContain('nobody is signed in')
})
