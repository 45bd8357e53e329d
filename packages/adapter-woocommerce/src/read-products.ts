import type { ShopProduct } from '@craveva/adapter-kit/commerce/shop'
import { type StoreProduct, storeProduct, toShopProduct } from './store-product.ts'
import type { Query, WooApi } from './woo-api.ts'

/** The Store API gives so many at once. */
const most = 100

/** Products or variations as visitors of the shop see them. */
export async function readProducts(api: WooApi, query: Query, signal: AbortSignal): Promise<StoreProduct[]> {
  const found = await api.store('products', query, signal)
  return Array.isArray(found) ? found.flatMap(raw => storeProduct.safeParse(raw).data ?? []) : []
}

/** One more call for the variations of all of them. */
export async function withVariations(api: WooApi, products: readonly StoreProduct[], signal: AbortSignal): Promise<ShopProduct[]> {
  const ids = products.flatMap(({ variations }) => variations.map(({ id }) => id)).slice(0, most)
  const found = ids.length > 0 ? await readProducts(api, { include: ids, type: 'variation', per_page: ids.length }, signal) : []
  const variations = new Map(found.map(variation => [variation.id, variation]))
  return products.map(product => toShopProduct(product, variations))
}
