import { apiVersion } from '@craveva/adapter-shopify/library'
import { shopifyAdapter } from '@craveva/adapter-shopify/shopify-adapter'
import { readAdminSchema } from '@craveva/adapter-shopify/testing/admin-schema'
import { createFakeShopify } from '@craveva/adapter-shopify/testing/fake-shopify'
import { createTestApp } from '@craveva/core/testing/create-test-app'
import { saying, scriptedModel } from '@craveva/core/testing/scripted-model'
import { waitFor } from '@craveva/core/testing/wait-for'
import { expect, test } from 'vitest'
import { shopifyPlatform } from '../platforms/shopify.ts'
import { hostAdapters } from '../testing/host-adapters.ts'

const schema = readAdminSchema(apiVersion)

const words: Readonly<Record<string, string>> = { francs: 'The mug costs CHF 13.75.', euros: 'The mug costs EUR 12.50.' }

/** Looks the mug up, and says its price in the currency that it is asked for. */
const model = scriptedModel(({ messages }) => {
  const last = messages.at(-1)
  const said = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  if (last?.role === 'tool') return saying(words[said] ?? '')
  return [
    { type: 'tool-call', id: 'call_1', name: 'get_product', arguments: '{"product_id":"11"}' },
    { type: 'finish', reason: 'stop', usage: { input_tokens: 1, output_tokens: 1 } },
  ]
})

test.skipIf(!schema)('a visitor is told the price of the market that their page is for, and no other', async () => {
  if (!schema) return
  const fake = createFakeShopify(schema, { markets: { CH: { currency: 'CHF', rate: 1.1, without: [] } } })
  const access_token = `shpat_${'0'.repeat(32)}`
  fake.tokens.set(access_token, '')
  const app = await createTestApp({ model, platforms: [shopifyPlatform] })
  const hosted = await hostAdapters(app, [shopifyAdapter({ fetch: fake.fetch })])
  try {
    const owner = await app.signUp()
    const config = { tools: ['get_product'], guardrails: { claims: 'block' } }
    const agent = await owner.post('/agents', { name: 'Advisor', type: 'custom', model: 'test/scripted', config })
    const agentId = String(agent.body.agent.agent_id)
    const settings = { shop_domain: fake.shop, client_secret: fake.clientSecret, access_token }
    const { body } = await owner.post('/deployments/ecommerce', { agent_id: agentId, platform: 'shopify', config: settings })
    const path = `/deployments/${body.deployment.deployment_id}`
    await waitFor(async () => Boolean((await owner.get(path)).body.deployment.health?.facts?.shop))

    const ask = async (message: string, context?: Record<string, string>) => {
      const headers = { origin: `https://${fake.shop}` }
      const sent = await app.anonymous.post(`/agents/${agentId}/chat`, { message, context }, { headers })
      const read = { ...headers, 'x-visitor-token': String(sent.body.visitor_token) }
      const conversation = await app.anonymous.get(`/agents/${agentId}/conversations/${sent.body.conversation_id}`, { headers: read })
      const { parts } = conversation.body.messages.at(-1)
      const find = (type: string) => parts.find((part: { type: string }) => part.type === type)
      return { said: String(sent.body.response), product: find('product'), receipt: find('receipt') }
    }

    const swiss = await ask('francs', { country: 'CH' })
    expect(swiss.said).toBe(words.francs)
    expect(swiss.product).toMatchObject({ price: 13.75, currency: 'CHF' })
    expect(swiss.receipt.fields).toMatchObject({ price: '13.75', currency: 'CHF', country: 'CH' })
    expect((await ask('euros', { country: 'CH' })).said).not.toContain('12.50')

    const own = await ask('euros')
    expect(own.said).toBe(words.euros)
    expect(own.product).toMatchObject({ price: 12.5, currency: 'EUR' })
    expect((await ask('francs')).said).not.toContain('13.75')
  } finally {
    await hosted.close()
    await app.stop()
  }
})
