import { createHmac } from 'node:crypto'
import { type FakeWooCommerce, shopUrl, startFakeWooCommerce } from '@craveva/adapter-woocommerce/testing/fake-woocommerce'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import { createTestApp, type TestApp } from '@craveva/core/testing/create-test-app'
import { saying, scriptedModel } from '@craveva/core/testing/scripted-model'
import type { TestClient } from '@craveva/core/testing/test-client'
import { waitFor } from '@craveva/core/testing/wait-for'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { woocommercePlatform } from '../platforms/woocommerce.ts'
import { hostAdapters } from '../testing/host-adapters.ts'

const identitySecret = 'an identity secret of 32 letters or more'
let app: TestApp
let shop: FakeWooCommerce
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
  app = await createTestApp({ model: obedient, platforms: [woocommercePlatform] })
  owner = await app.signUp()
  const agent = await owner.post('/agents', {
    name: 'Shop helper',
    type: 'custom',
    model: 'test/obedient',
    config: { tools: ['find_order', 'search_products'], guardrails: { claims: 'off' } },
  })
  agentId = agent.body.agent.agent_id
  close = (await hostAdapters(app, [woocommerceAdapter({ reach: shop.reach })])).close
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
  await app.stop()
})

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
function tokenOf(customer: string) {
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: `wp_${customer}`, customer_id: customer, exp: Math.floor(Date.now() / 1000) + 900 })}`
  return `${signed}.${createHmac('sha256', identitySecret).update(signed).digest('base64url')}`
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

test('what the adapter keeps, such as secrets of webhooks, is sealed', async () => {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ value: unknown }>('select value from channel_values')
  await client.end()
  expect(rows.length).toBeGreaterThan(0)
  for (const { value } of rows) expect(value).toMatch(/^sealed:/)
})
