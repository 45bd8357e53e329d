import { setTimeout as pause } from 'node:timers/promises'
import { type DemoApi, demoApi } from '../demo/demo-api.ts'
import type { DemoPlatform } from './demo-platform.ts'
import { type ShopState, saveShopState } from './shop-state.ts'

const patienceSeconds = 60

const agent = {
  name: 'Tidewren advisor',
  type: 'product_advisor',
  config: {
    greeting: 'Moin! Tell me what you are looking for, or ask about your order.',
    suggested_questions: ['Do you have a waterproof jacket?', 'Mugs under 25 euros', 'Can I return sale items?', 'Where is my order?'],
    handoff: { enabled: true },
    tools: ['search_products', 'get_product', 'compare_products', 'check_stock', 'add_to_cart', 'find_order', 'list_policies'],
  },
}

interface Registering {
  readonly apiUrl: string
  readonly dataDir: string
  /** Its name, as it stands in addresses. */
  readonly name: string
  readonly platform: DemoPlatform
  readonly origin: string
  readonly state: ShopState
}

/** Makes company, agent and deployment through the API, as anybody would; what an earlier start made is brought up to date. Waits for the shop to answer. */
export async function registerShop({ apiUrl, dataDir, name, platform, origin, state }: Registering): Promise<Required<ShopState>> {
  const api = await signIn(apiUrl, state)
  await saveShopState(dataDir, name, state)
  const agentId = state.agent_id ?? (await api<{ agent: { agent_id: string } }>('POST', '/agents', agent)).agent.agent_id
  state.agent_id = agentId
  await saveShopState(dataDir, name, state)
  const config = { ...platform.settings, allowed_origins: [origin, origin.replace('//127.0.0.1', '//localhost')] }
  const deployed = { agent_id: agentId, platform: name, config }
  const deploymentId =
    state.deployment_id ??
    (await api<{ deployment: { deployment_id: string } }>('POST', '/deployments/ecommerce', deployed)).deployment.deployment_id
  // Keys and addresses of the double are new with each start.
  if (state.deployment_id) await api('PUT', `/deployments/${deploymentId}`, { config })
  state.deployment_id = deploymentId
  await saveShopState(dataDir, name, state)
  await waitUntilConnected(api, deploymentId)
  return { ...state, agent_id: agentId, deployment_id: deploymentId }
}

async function signIn(apiUrl: string, { email, password }: ShopState): Promise<DemoApi> {
  const anonymous = demoApi(apiUrl, null)
  const owner = { email, password, full_name: 'Demo Owner', company_name: 'Tidewren' }
  const { token } = await anonymous<{ token: string }>('POST', '/auth/register', owner).catch(() =>
    anonymous<{ token: string }>('POST', '/auth/login', { email, password }),
  )
  return demoApi(apiUrl, token)
}

async function waitUntilConnected(api: DemoApi, deploymentId: string) {
  for (let tried = 0; tried < patienceSeconds * 4; tried++) {
    const { deployment } = await api<{ deployment: { status: string; health: { facts?: { shop?: string } } | null } }>(
      'GET',
      `/deployments/${deploymentId}`,
    )
    if (deployment.status === 'active' && deployment.health?.facts?.shop) return
    await pause(250)
  }
  throw new Error('The demo shop does not answer. See the log.')
}
