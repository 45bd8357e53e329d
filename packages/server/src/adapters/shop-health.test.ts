import { apiVersion } from '@craveva/adapter-shopify/library'
import { scopes } from '@craveva/adapter-shopify/settings'
import { shopifyAdapter } from '@craveva/adapter-shopify/shopify-adapter'
import { readAdminSchema } from '@craveva/adapter-shopify/testing/admin-schema'
import { createFakeShopify } from '@craveva/adapter-shopify/testing/fake-shopify'
import { createTestApp } from '@craveva/core/testing/create-test-app'
import { waitFor } from '@craveva/core/testing/wait-for'
import { expect, test } from 'vitest'
import { shopifyPlatform } from '../platforms/shopify.ts'
import { hostAdapters } from '../testing/host-adapters.ts'

const schema = readAdminSchema(apiVersion)
const block = { type: 'shopify://apps/craveva-chat/blocks/craveva-chat/0192' }

test.skipIf(!schema)('a deployment says at once what the merchant did to the theme, and what they do not grant any more', async () => {
  if (!schema) return
  const fake = createFakeShopify(schema)
  const access_token = `shpat_${'0'.repeat(32)}`
  fake.tokens.set(access_token, '')
  const app = await createTestApp({ platforms: [shopifyPlatform] })
  const hosted = await hostAdapters(app, [shopifyAdapter({ fetch: fake.fetch })])
  try {
    const owner = await app.signUp()
    const agent = await owner.post('/agents', { name: 'Advisor', type: 'product_advisor' })
    const config = { shop_domain: fake.shop, client_secret: fake.clientSecret, access_token }
    const deployed = await owner.post('/deployments/ecommerce', { agent_id: agent.body.agent.agent_id, platform: 'shopify', config })
    const id = String(deployed.body.deployment.deployment_id)
    const read = async () => (await owner.get(`/deployments/${id}`)).body.deployment
    const notify = async (topic: string, payload: object) => {
      const notice = fake.webhook(topic, payload)
      expect((await fetch(`${hosted.hookUrl}/hooks/shopify/${id}/webhooks`, { method: 'POST', ...notice })).status).toBe(200)
    }
    // Nobody looks again by itself within a minute: each of these comes of a notice.
    await waitFor(async () => (await read()).health?.facts['in the theme'] === 'off')
    expect((await read()).status_message).toContain('not switched on in the theme Dawn')

    Object.assign(fake.catalogue, { theme: 'Sense', blocks: [block] })
    await notify('themes/publish', { id: 1, name: 'Sense', role: 'main' })
    await waitFor(async () => (await read()).health.facts['in the theme'] === 'on')
    expect(await read()).toMatchObject({ status: 'active', status_message: null, health: { facts: { theme: 'Sense' } } })

    fake.catalogue.blocks = [{ ...block, disabled: true }]
    await notify('themes/publish', { id: 1, name: 'Sense', role: 'main', updated_at: 'later' })
    await waitFor(async () => (await read()).status_message?.includes('not switched on in the theme Sense'))

    fake.catalogue.scopes = scopes.filter(scope => scope !== 'read_orders')
    await notify('app/scopes_update', { id: 1, previous: scopes, current: fake.catalogue.scopes })
    await waitFor(async () => (await read()).status === 'error')
    expect((await read()).status_message).toContain('The app may not: read_orders')

    fake.catalogue.scopes = scopes
    fake.answersIn = '2027-01'
    await notify('app/scopes_update', { id: 1, previous: [], current: scopes })
    await waitFor(async () => (await read()).health.facts['api version']?.includes('answers with 2027-01'))
  } finally {
    await hosted.close()
    await app.stop()
  }
})
