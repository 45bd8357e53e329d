import type { AnyShop } from '@craveva/adapter-kit/commerce/testing/any-shop-suite'
import { memoryStore } from '@craveva/adapter-kit/commerce/testing/memory-store'
import { z } from 'zod'
import { createAdminApi } from '../admin-api.ts'
import { forSale } from '../for-sale.ts'
import { createLibrary, type ShopifyFetch, withFetch } from '../library.ts'
import { shopifyShop } from '../shopify-shop.ts'
import { createTokens } from '../tokens.ts'

export interface ShopifyAccess {
  /** Such as `your-shop.myshopify.com`. */
  readonly shop: string
  readonly accessToken: string
}

const found = z.object({
  products: z.object({ nodes: z.array(z.object({ id: z.string(), title: z.string() })) }),
  orders: z.object({ nodes: z.array(z.object({ name: z.string(), email: z.string().nullish() })) }),
})

const query = `query Sample($query: String!) {
  products(first: 5, query: $query) { nodes { id title } }
  orders(first: 20, reverse: true) { nodes { name email } }
}`

/** A shop with what it happens to have. Whatever would be written is refused before it leaves. */
export async function openAnyShopify({ shop, accessToken }: ShopifyAccess, fetch: ShopifyFetch): Promise<AnyShop> {
  const back = withFetch((async (input, init) => {
    const request = new Request(input, init)
    const body = await request.clone().text()
    if (request.method !== 'GET' && (JSON.parse(body) as { query: string }).query.includes('mutation'))
      throw new Error('A mutation is not sent: the shop is only read.')
    return fetch(request)
  }) as ShopifyFetch)
  const library = createLibrary({ clientId: '', clientSecret: '', hostName: 'chat.example' })
  const api = createAdminApi(library, shop, createTokens(memoryStore(), library, shop, accessToken))
  const { products, orders } = found.parse(await api(query, { query: forSale }, AbortSignal.timeout(60_000)))
  const [product] = products.nodes
  if (!product) throw new Error(`${shop} has no product for sale.`)
  const order = orders.nodes.find(({ email }) => email)
  return {
    shop: shopifyShop(api, shop, { id: 'dep_1', name: 'The shop' }),
    product: { id: product.id.split('/').at(-1) ?? '', title: product.title },
    order: order?.email ? { number: order.name, email: order.email } : null,
    close: async () => back(),
  }
}
