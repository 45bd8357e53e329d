import { join } from 'node:path'
import express, { type Router } from 'express'
import { type Config, localUrl } from '../config.ts'
import { listen } from '../listen.ts'
import { StartError } from '../postgres/start-error.ts'
import { type Running, start } from '../start.ts'
import type { DemoPlaces, DemoPlatform } from './demo-platform.ts'
import { readGoods } from './goods.ts'
import { placeBeside } from './place-beside.ts'
import { registerShop } from './register-shop.ts'
import { readShopState } from './shop-state.ts'
import { storefrontRoutes } from './storefront-routes.ts'

/** A demo shop with everything that it needs. */
export interface RunningShop extends Running {
  /** Where its pages are. */
  readonly shopUrl: string
  readonly title: string
  readonly owner: { readonly email: string; readonly password: string }
  /** Which is its own beside another server. */
  readonly dataDir: string
}

const folder = join(import.meta.dirname, '../../demo')

type CreatePlatform = (goods: Awaited<ReturnType<typeof readGoods>>, places: DemoPlaces) => Promise<DemoPlatform>

/** Doubles of platforms are loaded by those who want them. */
const platforms: Readonly<Record<string, () => Promise<CreatePlatform>>> = {
  woocommerce: async () => (await import('./woocommerce-demo.ts')).woocommerceDemo,
  shopify: async () => (await import('./shopify-demo.ts')).shopifyDemo,
}

/**
 * Starts the server, a double of a shop platform beside it, and connects the two: a shop with the chat on its pages, without an account anywhere.
 * Beside a server that runs already it has a place of its own. Throws a StartError for a platform that has no double.
 */
export async function startDemoShop(given: Config, name: string | undefined, say: (line: string) => void): Promise<RunningShop> {
  const load = name === undefined || !Object.hasOwn(platforms, name) ? undefined : platforms[name]
  if (!load || name === undefined)
    throw new StartError('BAD_CONFIGURATION', `Name the platform of the demo shop: ${Object.keys(platforms).join(' or ')}.`)
  const config = await placeBeside(given, name, say)
  const undo: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    let routes: Router | null = null
    const app = express()
    app.disable('x-powered-by')
    app.use((request, response, next) => (routes ? routes(request, response, next) : response.status(503).end()))
    const pages = await listenNear(app, config)
    undo.push(async () => {
      pages.server.closeAllConnections()
      await new Promise(resolve => pages.server.close(resolve))
    })
    const origin = localUrl(config.host, pages.port)
    const goods = await readGoods(folder)
    const state = await readShopState(config.dataDir, name)
    const platform = await (await load())(goods, { origin, identitySecret: state.identity_secret })
    undo.push(() => platform.close())
    const running = await start({ config, demo: false, say, adapters: [platform.adapter] })
    undo.push(() => running.stop())
    say(`Connecting the demo shop on ${platform.title} …`)
    const { agent_id, deployment_id, email, password } = await registerShop({
      apiUrl: `${running.url}/api/v1`,
      dataDir: config.dataDir,
      name,
      platform,
      origin,
      state,
    })
    platform.deployed(`${running.url}/hooks/${name}/${deployment_id}`, agent_id)
    routes = await storefrontRoutes({ folder, platform, goods, serverUrl: running.url, agentId: agent_id })
    return { ...running, shopUrl: `${origin}/`, title: platform.title, owner: { email, password }, dataDir: config.dataDir, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** On the port after the server's, so that the address stays the same; on any other when that is taken. */
async function listenNear(app: ReturnType<typeof express>, { port, host }: Config) {
  const next = port === 0 ? 0 : port + 1
  return listen(app, { host, port: next }).catch(error => {
    if (error instanceof StartError && error.code === 'PORT_TAKEN') return listen(app, { host, port: 0 })
    throw error
  })
}
