import type { ProductQuery, ShopProduct } from '@craveva/adapter-kit/commerce/shop'
import { fits, toQuery } from './product-query.ts'
import { searchProducts, searchProductsInCountry } from './queries.ts'
import type { ProductReader } from './read-products.ts'
import { searchByPrice } from './search-by-price.ts'

const mostRead = 20

/**
 * Finds products. Shopify looks for prices among the shop's own: where a shopper sees another currency, or products are not published, more are read
 * and those that fit are taken.
 */
export async function searchShop(reader: ProductReader, wanted: ProductQuery, signal: AbortSignal): Promise<readonly ShopProduct[]> {
  if (wanted.order !== 'fitting') return searchByPrice(reader, wanted, signal)
  const { country = null, inStock, limit, minPrice, maxPrice } = wanted
  const ask = async (first: number, isPriced: boolean) => {
    const variables = { query: toQuery(wanted, isPriced), first }
    const queries = { own: searchProducts, inCountry: searchProductsInCountry }
    const found = await reader.products(
      queries,
      variables,
      { most: first, country, signal },
      ({ products }) => (products as { nodes?: unknown })?.nodes,
    )
    return { ...found, fitting: found.products.filter(product => fits(product, wanted)).slice(0, limit) }
  }
  const first = inStock ? Math.min(limit * 2, mostRead) : limit
  const found = await ask(first, true)
  const isPriced = minPrice !== null || maxPrice !== null
  const isForeign = found.products.some(({ currency }) => currency !== found.shopCurrency)
  const mayBeForeign = country !== null && isPriced && (isForeign || found.products.length === 0)
  const isHidden = found.hidden > 0 && found.fitting.length < limit
  return mayBeForeign || isHidden ? (await ask(Math.min(limit * 4, mostRead), !isPriced || !mayBeForeign)).fitting : found.fitting
}
