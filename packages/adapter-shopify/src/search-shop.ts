import type { ProductQuery, ShopProduct } from '@craveva/adapter-kit/commerce/shop'
import { forSale } from './for-sale.ts'
import { searchProducts, searchProductsInCountry } from './queries.ts'
import { quoted } from './quoted.ts'
import type { createProductReader } from './read-products.ts'

const mostRead = 20

/**
 * Finds products. Shopify looks for prices among the shop's own: where a shopper sees another currency, or products are not published, more are read
 * and those that fit are taken.
 */
export async function searchShop(read: ReturnType<typeof createProductReader>, wanted: ProductQuery, signal: AbortSignal) {
  const { country = null, inStock, limit, minPrice, maxPrice } = wanted
  const ask = async (first: number, isPriced: boolean) => {
    const variables = { query: toQuery(wanted, isPriced), first }
    const queries = { own: searchProducts, inCountry: searchProductsInCountry }
    const found = await read(
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

function toQuery({ text, onSale, minPrice, maxPrice }: ProductQuery, isPriced: boolean): string {
  return [
    forSale,
    ...(onSale ? ['is_price_reduced:true'] : []),
    ...(!isPriced || minPrice === null ? [] : [`price:>=${minPrice}`]),
    ...(!isPriced || maxPrice === null ? [] : [`price:<=${maxPrice}`]),
    ...words(text),
  ].join(' AND ')
}

/** By the prices of a country; of its own Shopify knows more than the variants that came. */
const fits = ({ country, variants }: ShopProduct, { inStock, minPrice, maxPrice }: ProductQuery) =>
  variants.some(
    ({ available, price }) =>
      (!inStock || available) && (country === undefined || (price >= (minPrice ?? 0) && price <= (maxPrice ?? Number.POSITIVE_INFINITY))),
  )

/** Each word quoted, so that nothing a visitor writes is an operator of Shopify's search; any of them counts. */
function words(text: string): string[] {
  const found = text.normalize('NFKC').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? []
  return found.length > 0 ? [`(${found.slice(0, 8).map(quoted).join(' OR ')})`] : []
}
