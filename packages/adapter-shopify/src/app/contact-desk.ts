import { exchangeSessionToken } from './exchange-session-token.ts'
import type { OperatorApp } from './operator-app.ts'
import { readShopContact, type ShopContact } from './shop-contact.ts'

const rememberedMs = 10 * 60_000
const most = 1000
const patienceMs = 20_000

/** Asks shops that have no deployment yet what they are called; the access that this takes is kept nowhere. */
export function contactDesk({ app, fetch }: { readonly app: OperatorApp; readonly fetch: typeof globalThis.fetch }) {
  const known = new Map<string, { readonly contact: ShopContact; readonly at: number }>()

  /** Null when Shopify does not take the session token. Rejects with a `PlatformError`. */
  async function ask(shop: string, sessionToken: string): Promise<ShopContact | null> {
    const granted = await exchangeSessionToken({ app, fetch }, shop, sessionToken)
    if (!granted) return null
    // The library takes half a second and 27 MB: only who has a shop pays for it.
    const [{ createAdminApi }, { createLibrary, withFetch }] = await Promise.all([import('../admin-api.ts'), import('../library.ts')])
    withFetch(fetch)
    const library = createLibrary({ ...app, hostName: 'localhost' })
    const api = createAdminApi(library, shop, { get: async () => granted.accessToken })
    const contact = await readShopContact(api, AbortSignal.timeout(patienceMs))
    if (known.size >= most) known.clear()
    known.set(shop, { contact, at: performance.now() })
    return contact
  }

  return {
    ask,
    /** The same, which may be some minutes old. */
    async recall(shop: string, sessionToken: string): Promise<ShopContact | null> {
      const found = known.get(shop)
      return found && performance.now() - found.at < rememberedMs ? found.contact : ask(shop, sessionToken)
    },
  }
}
