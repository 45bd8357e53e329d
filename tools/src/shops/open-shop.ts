import { startHost } from '@craveva/adapter-kit/host/start-host'
import type { Timings } from '@craveva/adapter-kit/host/timings'
import { createServiceKey } from '@craveva/core/channels/create-service-key'
import type { TestApp, TestAppOptions } from '@craveva/core/testing/create-test-app'
import type { TestClient } from '@craveva/core/testing/test-client'
import { waitFor } from '@craveva/core/testing/wait-for'
import { createClient } from '@craveva/sdk/client'
import { openHooks } from '@craveva/server/testing/host-adapters'
import type { ShopDouble } from './shop-doubles.ts'

export interface OpenShop {
  readonly app: TestApp
  readonly owner: TestClient
  readonly agentId: string
  readonly deploymentId: string
  /** Ends the process of the adapter, as far as it is one: what it was doing is left as it is. */
  stopHost(): Promise<void>
  /** Lets another take over. */
  startHost(): Promise<void>
  close(): Promise<void>
}

export interface OpenShopOptions {
  readonly double: ShopDouble
  readonly openApp: (options: TestAppOptions) => Promise<TestApp>
  readonly appOptions?: TestAppOptions
  readonly model?: string
  /** Further settings of the agent. */
  readonly config?: Readonly<Record<string, unknown>>
  readonly timings?: Partial<Timings>
  readonly log?: (line: string) => void
}

export const shopTools = ['search_products', 'get_product', 'compare_products', 'check_stock', 'add_to_cart', 'find_order', 'list_policies']

/** The API with one shop deployed on a double of its platform, and the adapter that looks after it; `close` leaves nothing behind. */
export async function openShop(options: OpenShopOptions): Promise<OpenShop> {
  const { double, openApp, appOptions = {}, model = 'builtin', config = {}, timings = {}, log = () => {} } = options
  const app = await openApp({ platforms: [double.platform], ...appOptions })
  const { platform } = double.adapter
  let host: ReturnType<typeof startHost> | null = null
  const hooks = await openHooks(app, () => (host ? [host] : []))
  const stopHost = async () => {
    await host?.stop()
    host = null
  }
  const start = async () => {
    const token = await createServiceKey(app.core.services.pool, platform, 'shop')
    host = startHost({
      adapter: double.adapter,
      client: createClient({ baseUrl: app.apiUrl.replace('/api/v1', ''), token }),
      hookUrl: hooks.hookUrl,
      log: (message, details) => log(`${message} ${JSON.stringify(details)}`),
      timings: { claim: 200, ...timings },
    })
  }
  const owner = await app.signUp()
  const made = { name: 'Shop helper', type: 'product_advisor', model, config: { tools: shopTools, ...config } }
  const agentId = String((await owner.post('/agents', made)).body.agent.agent_id)
  const deployed = await owner.post('/deployments/ecommerce', { agent_id: agentId, platform, config: double.settings })
  const deploymentId = String(deployed.body.deployment.deployment_id)
  await start()
  await waitFor(async () => Boolean((await owner.get(`/deployments/${deploymentId}`)).body.deployment.health?.facts?.shop))
  return {
    app,
    owner,
    agentId,
    deploymentId,
    stopHost,
    startHost: start,
    async close() {
      await stopHost()
      await hooks.close()
      await app.stop()
      await double.close()
    },
  }
}
