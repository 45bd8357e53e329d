import { memoryStore } from '@craveva/adapter-kit/commerce/testing/memory-store'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import { createEgress } from '@craveva/core/net/egress'
import { astray } from '@craveva/core/sources/testing/lead-astray'

/**
 * The address of a shop on WooCommerce, which a merchant chooses: its adapter, which runs apart from the API, asks it over a way of its own.
 * Gives what tries one; the adapter's settings refuse many before.
 */
export function shopAddresses(port: number) {
  const reach = createEgress({ allow: [], lookup: astray(), webPorts: [port, 443] }).fetch
  const adapter = woocommerceAdapter({ reach })
  return async (host: string) => {
    const settings = adapter.settings.safeParse({
      store_url: `https://${host}:${port}`,
      consumer_key: `ck_${'0'.repeat(40)}`,
      consumer_secret: `cs_${'0'.repeat(40)}`,
    })
    if (!settings.success) return
    const stop = new AbortController()
    const opening = adapter.open({
      settings: settings.data,
      publicUrl: 'https://chat.example/hooks/woocommerce/dep_1',
      signal: stop.signal,
      store: memoryStore(),
      receive: async () => {},
      changed: () => {},
    })
    // What is refused is told by an error of either.
    const connection = await opening.catch(() => null)
    if (!connection) return
    const health = await connection.health().catch(() => null)
    if (health?.state === 'ok') throw new Error(`The shop at ${host} was reached`)
    stop.abort()
    await connection.close()
  }
}
