import type { ShopProduct } from '@craveva/adapter-kit/commerce/shop'
import { isShown, type StoreProduct, storeProduct, toShopProduct } from './store-product.ts'
import type { Query, WooApi } from './woo-api.ts'

/** The Store API gives so many at once. */
const most = 100
const mostCalls = 3

/** Products or variations as visitors of the shop see them. */
export async function readProducts(api: WooApi, query: Query, signal: AbortSignal): Promise<StoreProduct[]> {
  const found = await api.store('products', query, signal)
  return Array.isArray(found) ? found.flatMap(raw => storeProduct.safeParse(raw).data ?? []).filter(isShown) : []
}

/** One more call for the variations of all of them; some at once where they are very many. */
export async function withVariations(api: WooApi, products: readonly StoreProduct[], signal: AbortSignal): Promise<ShopProduct[]> {
  const ids = products.flatMap(({ variations }) => variations.map(({ id }) => id)).slice(0, most * mostCalls)
  const lists = Array.from({ length: Math.ceil(ids.length / most) }, (_, index) => ids.slice(index * most, (index + 1) * most))
  const found = await Promise.all(lists.map(include => readProducts(api, { include, type: 'variation', per_page: include.length }, signal)))
  const variations = new Map(found.flat().map(variation => [variation.id, variation]))
  return products.map(product => toShopProduct(product, variations))
}
