import { createHmac, randomBytes } from 'node:crypto'
import { type FakeWooCommerce, shopUrl } from '@craveva/adapter-woocommerce/testing/fake-woocommerce'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import type { TestApp } from '@craveva/core/testing/create-test-app'
import type { TestClient } from '@craveva/core/testing/test-client'
import { waitFor } from '@craveva/core/testing/wait-for'
import { hostAdapters } from '@craveva/server/testing/host-adapters'

export const identitySecret = randomBytes(24).toString('base64url')

/** Who meets a document: a visitor whom nobody knows, one who is signed in as c1, or somebody of the company. */
export type Reader = 'stranger' | 'visitor' | 'team'

/** The shop's platform as the program runs it: its adapter in a host of its own, its tools called over loopback. */
export async function deployShop(app: TestApp, owner: TestClient, agent_id: string, woo: FakeWooCommerce) {
  const { close } = await hostAdapters(app, [woocommerceAdapter({ reach: woo.reach })])
  const { body } = await owner.post('/deployments/ecommerce', {
    agent_id,
    platform: 'woocommerce',
    config: {
      store_url: shopUrl,
      consumer_key: woo.keys.consumerKey,
      consumer_secret: woo.keys.consumerSecret,
      identity_secret: identitySecret,
      limits: { visitor_per_minute: 100_000, network_per_minute: 100_000, agent_per_minute: 100_000 },
    },
  })
  const path = `/deployments/${body.deployment.deployment_id}`
  await waitFor(async () => (await owner.get(path)).body.deployment.health?.facts?.shop === 'shop.example')
  return { close }
}

/** Asks as a visitor on the shop's page. */
export function chat(app: TestApp, agentId: string, message: string, { reader, document }: { reader: Reader; document: number }) {
  const headers = {
    origin: 'https://shop.example',
    'x-forwarded-for': `203.0.${document % 250}.${(document >> 8) % 250}`,
    ...(reader === 'visitor' ? { 'x-visitor-identity': identityOf('c1') } : {}),
  }
  return app.anonymous.post(`/agents/${agentId}/chat`, { message }, { headers })
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
function identityOf(customer: string) {
  const exp = Math.floor(Date.now() / 1000) + 900
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub: `wp_${customer}`, customer_id: customer, exp })}`
  return `${signed}.${createHmac('sha256', identitySecret).update(signed).digest('base64url')}`
}
