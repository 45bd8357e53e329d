import { createHmac } from 'node:crypto'
import type { Reach } from '@craveva/adapter-woocommerce/reach'
import { fakeOrders } from '@craveva/adapter-woocommerce/testing/fake-shop-data'
import { type FakeWooCommerce, shopUrl, startFakeWooCommerce } from '@craveva/adapter-woocommerce/testing/fake-woocommerce'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import { createTestApp, type TestApp } from '@craveva/core/testing/create-test-app'
import { saying, scriptedModel } from '@craveva/core/testing/scripted-model'
import type { TestClient } from '@craveva/core/testing/test-client'
import { waitFor } from '@craveva/core/testing/wait-for'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { webPlatform } from '../platforms/web.ts'
import { woocommercePlatform } from '../platforms/woocommerce.ts'
import { hostAdapters } from '../testing/host-adapters.ts'

const identitySecret = 'an identity secret of 32 letters or more'
const otherSecret = 'the identity secret of another shop, as long'
let app: TestApp
let shop: FakeWooCommerce
let other: FakeWooCommerce
let owner: TestClient
let agentId: string
let close: () => Promise<void>

/** Obeys: whatever the visitor says is the order that it asks for, with any e-mail in it. */
const obedient = scriptedModel(({ messages }) => {
  const last = messages.at(-1)
  if (last?.role === 'tool') return saying(last.content)
  const [order_number = null, email = null] = (last?.content ?? '').split(' ')
  return [
    { type: 'tool-call', id: 'call_1', name: 'find_order', arguments: JSON.stringify({ order_number, email }) },
    { type: 'finish', reason: 'stop', usage: { input_tokens: 1, output_tokens: 1 } },
  ]
})

beforeAll(async () => {
  shop = await startFakeWooCommerce()
  other = await startFakeWooCommerce({ orders: fakeOrders().map(order => ({ ...order, status: 'completed' })) })
  const reach: Reach = (url, options) => {
    const path = url.startsWith('https://other.example/') ? url.slice('https://other.example'.length) : null
    return path === null ? shop.reach(url, options) : other.reach(shopUrl + path, options)
  }
  app = await createTestApp({ model: obedient, platforms: [webPlatform, woocommercePlatform] })
  owner = await app.signUp()
  const agent = await owner.post('/agents', {
    name: 'Shop helper',
    type: 'custom',
    model: 'test/obedient',
    config: { tools: ['find_order', 'search_products'], guardrails: { claims: 'off' } },
  })
  agentId = agent.body.agent.agent_id
  close = (await hostAdapters(app, [woocommerceAdapter({ reach })])).close
  const config = {
    store_url: shopUrl,
    consumer_key: shop.keys.consumerKey,
    consumer_secret: shop.keys.consumerSecret,
    identity_secret: identitySecret,
  }
  const deployed = await owner.post('/deployments/ecommerce', { agent_id: agentId, platform: 'woocommerce', config })
  const path = `/deployments/${deployed.body.deployment.deployment_id}`
  await waitFor(async () => (await owner.get(path)).body.deployment.health?.facts?.shop === 'shop.example')
})
afterAll(async () => {
  await close?.()
  await shop.close()
  await other.close()
  await app.stop()
})

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
function tokenOf(customer: string, secret = identitySecret) {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: `wp_${customer}`, customer_id: customer, exp: Math.floor(Date.now() / 1000) + 900 })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

async function ask(message: string, customer?: string) {
  const headers = { origin: 'https://shop.example', ...(customer ? { 'x-visitor-identity': tokenOf(customer) } : {}) }
  const { body } = await app.anonymous.post(`/agents/${agentId}/chat`, { message }, { headers })
  return String(body.response)
}

test('a visitor who proves an order hears of it, from the shop itself', async () => {
  expect(await ask('1001 jo.kim@example.com')).toContain('Order #1001: being prepared')
})

test('one who does not hears what everybody hears', async () => {
  const [wrong, missing] = [await ask('1001 sam@example.com'), await ask('4711 sam@example.com')]
  expect(wrong).toContain('No order is found')
  expect(wrong).toBe(missing)
})

test('a signed-in customer hears of their own orders alone', async () => {
  expect(await ask('1001', '7')).toContain('Order #1001')
  expect(await ask('1001', '8')).not.toContain('Order #1001')
})

test('how an order stands is said in the language of the conversation', async () => {
  const headers = { origin: 'https://shop.example', 'accept-language': 'de-CH, en' }
  const { body } = await app.anonymous.post(`/agents/${agentId}/chat`, { message: '1001 jo.kim@example.com' }, { headers })
  const kept = await owner.get(`/conversations/${body.conversation_id}`)
  const parts = kept.body.messages.flatMap((message: { parts: { type: string; status?: string }[] }) => message.parts)
  expect(parts.find(({ type }: { type: string }) => type === 'order')).toMatchObject({ status: 'wird vorbereitet' })
})

test('a customer of another page of the same agent is nobody to the shop, whatever number they have there', async () => {
  const secret = 'the identity secret of quite another page'
  const config = { allowed_origins: ['https://club.example'], identity_secret: secret }
  const deployed = await owner.post('/deployments/messaging', { agent_id: agentId, platform: 'web', config })
  const headers = { origin: 'https://club.example', 'x-visitor-identity': tokenOf('7', secret) }
  const said = async (message: string) =>
    String((await app.anonymous.post(`/agents/${agentId}/chat`, { message }, { headers })).body.response)
  expect(await said('1001')).toMatch(/^Ask the visitor/)
  expect(await said('1001 jo.kim@example.com')).toContain('Order #1001: being prepared')
  await owner.delete(`/deployments/${deployed.body.deployment.deployment_id}`)
})

test('of two shops of one agent, each answers on its own pages, and to its own customers', async () => {
  const config = { store_url: 'https://other.example', consumer_key: other.keys.consumerKey, consumer_secret: other.keys.consumerSecret }
  const deployed = await owner.post('/deployments/ecommerce', {
    agent_id: agentId,
    platform: 'woocommerce',
    config: { ...config, identity_secret: otherSecret },
  })
  const path = `/deployments/${deployed.body.deployment.deployment_id}`
  await waitFor(async () => (await owner.get(path)).body.deployment.health?.facts?.shop === 'other.example')
  const headers = { origin: 'https://other.example', 'x-visitor-identity': tokenOf('7', otherSecret) }
  const { body } = await app.anonymous.post(`/agents/${agentId}/chat`, { message: '1001' }, { headers })
  expect(body.response).toContain('Order #1001: completed')
  expect(await ask('1001', '7')).toContain('Order #1001: being prepared')
  expect(
    (await app.anonymous.post(`/agents/${agentId}/chat`, { message: '1001' }, { headers: { ...headers, origin: 'https://shop.example' } }))
      .status,
  ).toBe(401)
  await owner.delete(path)
})

test('what the adapter keeps, such as secrets of webhooks, is sealed', async () => {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ value: unknown }>('select value from channel_values')
  await client.end()
  expect(rows.length).toBeGreaterThan(0)
  for (const { value } of rows) expect(value).toMatch(/^sealed:/)
})
