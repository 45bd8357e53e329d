import { createTestApp, type TestApp } from '@craveva/core/testing/create-test-app'
import type { TestClient } from '@craveva/core/testing/test-client'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { platforms } from './platforms.ts'

let app: TestApp
let owner: TestClient
let agentId: string

beforeAll(async () => {
  app = await createTestApp({ platforms })
  owner = await app.signUp()
  agentId = (await owner.post('/agents', { name: 'Helper', type: 'customer_support' })).body.agent.agent_id
})
afterAll(() => app.stop())

const deploy = (kind: string, platform: string, config: object = {}) =>
  owner.post(`/deployments/${kind}`, { agent_id: agentId, platform, config })

const digits = (prefix: string) => `${prefix}_${'0123456789'.repeat(4)}`

test.each([
  ['messaging', 'whatsapp', ['phone_number_id', 'access_token', 'app_secret', 'verify_token']],
  ['messaging', 'telegram', ['bot_token']],
  ['ecommerce', 'shopify', ['shop_domain', 'client_secret']],
  ['ecommerce', 'woocommerce', ['store_url']],
])('without settings, %s on %s waits and names them', async (kind, platform, names) => {
  const { status, body } = await deploy(kind, platform)
  expect(status).toBe(201)
  expect(body.deployment).toMatchObject({ agent_id: agentId, platform, status: 'pending' })
  for (const name of names) expect(body.deployment.status_message).toContain(name)
  expect(body.deployment.snippet !== null).toBe(kind === 'ecommerce')
})

test.each([
  ['messaging', 'telegram', { bot_token: 'nonsense' }, 'config.bot_token'],
  ['messaging', 'whatsapp', { phone_number_id: '+49 30' }, 'config.phone_number_id'],
  ['ecommerce', 'shopify', { shop_domain: 'https://shop.example' }, 'config.shop_domain'],
  ['ecommerce', 'woocommerce', { store_url: 'ftp://shop.example' }, 'config.store_url'],
  ['ecommerce', 'woocommerce', { store_url: 'http://me:pass@shop.example' }, 'config.store_url'],
  ['ecommerce', 'woocommerce', { store_url: 'http://shop.example/?page=1' }, 'config.store_url'],
  ['ecommerce', 'woocommerce', { store_url: 'http://shop.example/#top' }, 'config.store_url'],
  ['ecommerce', 'woocommerce', { colour: 'red' }, 'config.colour'],
  ['ecommerce', 'telegram', {}, 'platform'],
])('%s on %s refuses wrong values by name', async (kind, platform, config, field) => {
  const { status, body } = await deploy(kind, platform, config)
  expect(status).toBe(400)
  expect(Object.keys(body.details)).toEqual([field])
  for (const value of Object.values(config)) expect(JSON.stringify(body)).not.toContain(`"${value}"`)
})

test('secrets are sealed, masked, and stay when they are sent back masked', async () => {
  const keys = { consumer_key: digits('ck'), consumer_secret: digits('cs') }
  const { body } = await deploy('ecommerce', 'woocommerce', { store_url: 'https://shop.example/store/', ...keys })
  const path = `/deployments/${body.deployment.deployment_id}`
  expect(body.deployment).toMatchObject({ status: 'active', config: { consumer_key: '********', consumer_secret: '********' } })
  expect(body.deployment.snippet).toContain(`/widget.js?agent=${agentId}`)
  const again = await owner.put(path, { config: { ...body.deployment.config, allowed_origins: ['https://www.shop.example'] } })
  expect(again.body.deployment).toMatchObject({ status: 'active', config: { consumer_key: '********' } })
  const moved = await owner.put(path, { config: { store_url: 'https://attacker.example' } })
  expect(moved.status).toBe(400)
  const cleared = await owner.put(path, { config: { consumer_secret: null } })
  expect(cleared.body.deployment).toMatchObject({ status: 'pending', status_message: expect.stringContaining('consumer_secret') })
  const stored = await readStored()
  expect(stored).toContain('sealed:')
  for (const key of Object.values(keys)) expect(stored).not.toContain(key)
})

test.each(['shopify', 'woocommerce'])('a new deployment on %s has a secret by which the shop tells who is signed in', async platform => {
  const { body } = await deploy('ecommerce', platform)
  expect(body.deployment.config).toMatchObject({ identity_secret: '********' })
  const { body: given } = await deploy('ecommerce', platform, { identity_secret: 'short' })
  expect(Object.keys(given.details)).toEqual(['config.identity_secret'])
})

test('the chat of a shop answers on its pages, and not while it waits for settings', async () => {
  const other = await owner.post('/agents', { name: 'Shop helper', type: 'customer_support' })
  const shopAgent = other.body.agent.agent_id
  const config = { store_url: 'https://shop.example/store', consumer_key: digits('ck') }
  const deployed = await owner.post('/deployments/ecommerce', { agent_id: shopAgent, platform: 'woocommerce', config })
  const open = () => app.anonymous.get(`/agents/${shopAgent}/widget`, { headers: { origin: 'https://shop.example' } })
  expect((await open()).status).toBe(404)
  await owner.put(`/deployments/${deployed.body.deployment.deployment_id}`, { config: { consumer_secret: digits('cs') } })
  expect((await open()).status).toBe(200)
})

test('a shop without https is taken, answers on its pages with and without, and is given https without its secrets again', async () => {
  const other = await owner.post('/agents', { name: 'Village shop', type: 'customer_support' })
  const shopAgent = other.body.agent.agent_id
  const config = { store_url: 'http://village.example', consumer_key: digits('ck'), consumer_secret: digits('cs') }
  const deployed = await owner.post('/deployments/ecommerce', { agent_id: shopAgent, platform: 'woocommerce', config })
  expect(deployed.body.deployment).toMatchObject({ status: 'active' })
  const open = async (origin: string) => (await app.anonymous.get(`/agents/${shopAgent}/widget`, { headers: { origin } })).status
  expect(await open('http://village.example')).toBe(200)
  expect(await open('https://village.example')).toBe(200)
  const path = `/deployments/${deployed.body.deployment.deployment_id}`
  expect((await owner.put(path, { config: { store_url: 'https://village.example.attacker.example' } })).status).toBe(400)
  const secured = await owner.put(path, { config: { store_url: 'https://village.example' } })
  expect(secured.body.deployment).toMatchObject({ status: 'active', config: { consumer_secret: '********', identity_secret: '********' } })
  expect(await open('http://village.example')).toBe(404)
  expect(await open('https://village.example')).toBe(200)
  expect((await owner.put(path, { config: { store_url: 'http://village.example' } })).status).toBe(400)
})

test('every platform tells its settings as a JSON Schema, with secrets marked', async () => {
  const { body } = await owner.get('/deployments/platforms')
  const names = body.platforms.map(({ platform }: { platform: string }) => platform)
  expect(names).toEqual(['web', 'whatsapp', 'telegram', 'shopify', 'woocommerce'])
  expect(body.platforms[2].settings.properties.bot_token.writeOnly).toBe(true)
})

async function readStored() {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  const { rows } = await client.query('select config from deployments')
  await client.end()
  return JSON.stringify(rows)
}
