import { createHmac } from 'node:crypto'
import { apiVersion } from '@craveva/adapter-shopify/library'
import { shopifyAdapter } from '@craveva/adapter-shopify/shopify-adapter'
import { readAdminSchema } from '@craveva/adapter-shopify/testing/admin-schema'
import { createFakeShopify, type FakeShopify } from '@craveva/adapter-shopify/testing/fake-shopify'
import { type FakeWooCommerce, shopUrl, startFakeWooCommerce } from '@craveva/adapter-woocommerce/testing/fake-woocommerce'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import { createTestApp, type TestApp } from '@craveva/core/testing/create-test-app'
import type { TestClient } from '@craveva/core/testing/test-client'
import { waitFor } from '@craveva/core/testing/wait-for'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shopifyPlatform } from '../platforms/shopify.ts'
import { woocommercePlatform } from '../platforms/woocommerce.ts'
import { hostAdapters } from '../testing/host-adapters.ts'

const schema = readAdminSchema(apiVersion)
const identitySecret = 'an identity secret of 32 letters or more'
const accessToken = `shpat_${'0'.repeat(32)}`
let app: TestApp
let owner: TestClient
let woo: FakeWooCommerce
let shopify: FakeShopify | null
let hookUrl: string
let close: () => Promise<void>

beforeAll(async () => {
  woo = await startFakeWooCommerce()
  shopify = schema && createFakeShopify(schema)
  app = await createTestApp({ platforms: [woocommercePlatform, shopifyPlatform] })
  owner = await app.signUp()
  const adapters = [woocommerceAdapter({ reach: woo.reach }), ...(shopify ? [shopifyAdapter({ fetch: shopify.fetch })] : [])]
  const hosted = await hostAdapters(app, adapters)
  hookUrl = hosted.hookUrl
  close = hosted.close
})
afterAll(async () => {
  await close?.()
  await woo.close()
  await app.stop()
})

async function deploy(platform: string, config: object) {
  const agent = await owner.post('/agents', { name: 'Advisor', type: 'product_advisor' })
  const agentId = String(agent.body.agent.agent_id)
  const body = { agent_id: agentId, platform, config: { ...config, identity_secret: identitySecret } }
  const id = String((await owner.post('/deployments/ecommerce', body)).body.deployment.deployment_id)
  return { agentId, id, read: async () => (await owner.get(`/deployments/${id}`)).body.deployment }
}
const sources = async () => (await owner.get('/data-sources')).body.total
const hasCatalogue = (agentId: string) => async () => (await owner.get(`/agents/${agentId}`)).body.agent.data_sources.length === 1

test('a shop whose deployment is deleted keeps no webhooks, and its catalogue goes', async () => {
  const { consumerKey: consumer_key, consumerSecret: consumer_secret } = woo.keys
  const { agentId, id } = await deploy('woocommerce', { store_url: shopUrl, consumer_key, consumer_secret })
  await waitFor(hasCatalogue(agentId))
  expect(woo.webhooks).toHaveLength(3)
  expect((await owner.delete(`/deployments/${id}`)).status).toBe(200)
  expect(await sources()).toBe(0)
  await waitFor(() => woo.webhooks.length === 0)
  expect(await sources()).toBe(0)
})

function identityOf(customer: string) {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { sub: `shopify_${customer}`, customer_id: customer, exp: Math.floor(Date.now() / 1000) + 900 }
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return { 'x-visitor-identity': `${signed}.${createHmac('sha256', identitySecret).update(signed).digest('base64url')}` }
}

const notify = async (id: string, topic: string, payload: object) =>
  (await fetch(`${hookUrl}/hooks/shopify/${id}/webhooks`, { method: 'POST', ...shopify?.webhook(topic, payload) })).status
const write = async (agentId: string, customer: string) =>
  app.anonymous.post(`/agents/${agentId}/chat`, { message: 'A mug?' }, { headers: identityOf(customer) })
const conversations = async (agentId: string) =>
  (await owner.get('/conversations')).body.conversations
    .filter((each: { agent_id: string }) => each.agent_id === agentId)
    .map((each: { conversation_id: string }) => each.conversation_id)

test.skipIf(!schema)('a shop that asks for it has a customer forgotten, its installation ended, and all of it erased', async () => {
  if (!shopify) return
  const { shop, clientId, clientSecret } = shopify
  const { agentId, id, read } = await deploy('shopify', { shop_domain: shop, client_id: clientId, client_secret: clientSecret })
  const hook = `${hookUrl}/hooks/shopify/${id}`
  const begin = () => fetch(`${hook}/install`, { redirect: 'manual' })
  await waitFor(async () => (await begin()).status === 302)
  const state = new URL((await begin()).headers.get('location') ?? '').searchParams.get('state') ?? ''
  expect((await fetch(`${hook}/installed?${shopify.signedQuery({ code: shopify.code, state })}`)).status).toBe(200)
  await waitFor(async () => (await read()).status === 'active')
  await waitFor(hasCatalogue(agentId))
  const tell = (topic: string, payload: object) => notify(id, topic, payload)
  const kept = () => conversations(agentId)
  await write(agentId, '7')
  const other = String((await write(agentId, '8')).body.conversation_id)
  expect(await kept()).toHaveLength(2)
  expect(await tell('customers/redact', { customer: { id: 7, email: 'jo@example.com', phone: null } })).toBe(200)
  // A job does it, as soon as it is stored.
  await expect.poll(kept).toEqual([other])

  expect(await tell('app/uninstalled', { id: 1 })).toBe(200)
  await expect.poll(sources).toBe(0)
  await waitFor(async () => (await read()).status === 'disconnected')
  expect((await read()).status_message).toContain('uninstalled in Shopify')
  expect(await kept()).toEqual([other])

  expect(await tell('shop/redact', { shop_id: 1 })).toBe(200)
  await expect.poll(kept).toEqual([])
  await waitFor(async () => (await read()).status_message.includes('everything of the shop erased'))
})

test.skipIf(!schema)(
  'a paused shop has a customer forgotten all the same, and its ending noted; then it goes on where it can',
  async () => {
    if (!shopify) return
    const { shop, clientId, clientSecret } = shopify
    shopify.tokens.set(accessToken, 'none')
    const config = { shop_domain: shop, client_id: clientId, client_secret: clientSecret, access_token: accessToken }
    const { agentId, id, read } = await deploy('shopify', config)
    await waitFor(hasCatalogue(agentId))
    const documents = async () => (await owner.get('/data-sources')).body.data_sources[0]?.document_count
    await expect.poll(documents).toBe(3)
    const forgotten = String((await write(agentId, '7')).body.conversation_id)
    const other = String((await write(agentId, '8')).body.conversation_id)
    expect((await conversations(agentId)).sort()).toEqual([forgotten, other].sort())
    const hook = `${hookUrl}/hooks/shopify/${id}`
    const callTool = async () =>
      (await fetch(`${hook}/tools`, { method: 'POST', headers: { 'x-craveva-signature': 'of nobody' }, body: '{}' })).status
    expect(await callTool()).toBe(401)

    expect((await owner.put(`/deployments/${id}`, { status: 'paused' })).status).toBe(200)
    await expect.poll(callTool).toBe(503)
    const about = { customer: { id: 7, email: 'jo@example.com', phone: null } }
    await expect.poll(() => notify(id, 'customers/redact', about), { timeout: 10_000 }).toBe(200)
    await expect.poll(() => conversations(agentId)).toEqual([other])
    expect(await notify(id, 'customers/data_request', about)).toBe(200)
    await waitFor(() => app.mail.sent.some(({ subject }) => subject.includes('jo@example.com')))
    const forged = shopify.webhook('customers/redact', { customer: { id: 8, email: null, phone: null } }, 'another secret')
    expect((await fetch(`${hook}/webhooks`, { method: 'POST', ...forged })).status).toBe(401)
    expect([await callTool(), (await write(agentId, '8')).status]).toEqual([503, 404])

    const queries = shopify.calls.length
    expect(await notify(id, 'app/uninstalled', { id: 1 })).toBe(200)
    await expect.poll(sources).toBe(0)
    expect(await read()).toMatchObject({ status: 'paused' })
    expect(shopify.calls).toHaveLength(queries)

    await owner.put(`/deployments/${id}`, { status: 'active' })
    await expect.poll(callTool, { timeout: 10_000 }).toBe(401)
    // The token of its settings is good: the catalogue is read as if nothing had been there.
    await expect.poll(documents, { timeout: 10_000 }).toBe(3)
    expect((await write(agentId, '8')).status).toBe(200)
  },
)
