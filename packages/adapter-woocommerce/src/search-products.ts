import type { ProductQuery, Shop } from '@craveva/adapter-kit/commerce/shop'
import type { FindDocuments, FoundDocument } from '@craveva/adapter-kit/find-documents'
import { readProducts, withVariations } from './read-products.ts'
import { type StoreProduct, toShopProduct } from './store-product.ts'
import type { Query, WooApi } from './woo-api.ts'

const mostWords = 8
/** What the shop gives at once. */
const most = 100
/** Products of the catalogue that the shop is asked for, as filters leave some of them out. */
const mostKnown = 50
/** What tells about as much of the words as the best is meant as well. */
const nearly = 0.65

/**
 * Searches with two calls of the shop at most: one for products, one for their variations. The catalogue that was brought says which products hold the
 * words, in whatever form; the shop says what they cost now and which of them fit. What the catalogue does not know, or as long as it is not there,
 * WooCommerce searches itself, which finds the words as they stand in a name or SKU, and nothing else; what a single word finds nowhere there may be
 * a category.
 */
export function searchProducts(api: WooApi, findDocuments: FindDocuments): Shop['search'] {
  /** Decimals of the shop's prices, as its filters are in the smallest unit; null until something was read. */
  let decimals: number | null = null

  async function ask(query: ProductQuery, more: Query, signal: AbortSignal) {
    const found = await readProducts(api, { per_page: query.limit, ...visibleFor(query), ...stockOf(query), ...more }, signal)
    decimals = found[0]?.prices.currency_minor_unit ?? decimals
    return found.filter(product => fits(product, query))
  }

  /** Until it is known in which unit the shop filters prices, the cheapest or the dearest are read and left out here. */
  async function askFiltered(query: ProductQuery, more: Query, signal: AbortSignal) {
    const hasBounds = query.minPrice !== null || query.maxPrice !== null
    if (decimals !== null || !hasBounds) return ask(query, { ...filtersOf(query, decimals ?? 0), ...more }, signal)
    const nearest = { per_page: most, orderby: 'price', order: query.maxPrice === null ? 'desc' : 'asc' }
    const found = await ask(query, { ...onSaleOf(query), ...nearest, ...more }, signal)
    return found.slice(0, query.limit)
  }

  return async (query, signal) => {
    const words = wordsOf(query.text)
    const known = words.length === 0 ? null : await findDocuments(words.join(' '), mostKnown, signal)
    const ids = fitting(known ?? [])
    if (ids.length > 0) {
      // `on_sale` beside `include` brings both, so that everything is read and left out here.
      const hasFilter = query.onSale || query.minPrice !== null || query.maxPrice !== null
      const found = await ask(query, { include: ids, orderby: 'include', ...(hasFilter ? { per_page: ids.length } : {}) }, signal)
      const place = new Map(ids.map((id, index) => [id, index]))
      const ordered = found.toSorted((a, b) => (place.get(String(a.id)) ?? 0) - (place.get(String(b.id)) ?? 0))
      return withVariations(api, ordered.slice(0, query.limit), signal)
    }

    if (words.length === 0) return withVariations(api, await askFiltered(query, {}, signal), signal)
    const found = await askFiltered(query, { search: withoutPlural(words.join(' ')) }, signal)
    const [longest] = words.toSorted((a, b) => b.length - a.length)
    if (found.length > 0 || known || !longest) return withVariations(api, found, signal)
    const more = words.length > 1 ? { search: withoutPlural(longest) } : categoryOf(longest)
    if (!more) return []
    // One call is left, and none for variations.
    const others = await askFiltered(query, more, signal)
    return others.filter(({ variations }) => variations.length === 0).map(product => toShopProduct(product, new Map()))
  }
}

const wordsOf = (text: string): string[] => (text.normalize('NFKC').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? []).slice(0, mostWords)

/** WooCommerce looks for letters in a row: without the sign of the plural it finds both forms. */
const withoutPlural = (words: string) => words.replace(/(?<=\p{L}{2}[^s])s$/iu, '')

/** By slugs, which WordPress makes of what it is asked for as it made them of names; digits would be an id. */
function categoryOf(word: string): Query | null {
  const one = withoutPlural(word)
  return /\p{L}/u.test(word) ? { category: [...new Set([word, one, `${one}s`])].join(',') } : null
}

/** Products can be kept out of the shop's search, out of its pages, or of both. */
const visibleFor = ({ text }: ProductQuery): Query => ({ catalog_visibility: text.trim() === '' ? 'catalog' : 'search' })

const stockOf = ({ inStock }: ProductQuery): Query => (inStock ? { stock_status: ['instock', 'onbackorder'] } : {})

const onSaleOf = ({ onSale }: ProductQuery): Query => (onSale ? { on_sale: true } : {})

const filtersOf = (query: ProductQuery, decimals: number): Query => ({ ...onSaleOf(query), ...boundsOf(query, decimals) })

const boundsOf = ({ minPrice, maxPrice }: ProductQuery, decimals: number): Query => ({
  ...(minPrice === null ? {} : { min_price: Math.floor(minPrice * 10 ** decimals) }),
  ...(maxPrice === null ? {} : { max_price: Math.ceil(maxPrice * 10 ** decimals) }),
})

function fits({ prices, on_sale }: StoreProduct, { onSale, minPrice, maxPrice }: ProductQuery): boolean {
  const { price, price_range, currency_minor_unit } = prices
  const amount = (minor: string) => Number(minor) / 10 ** currency_minor_unit
  const { min_amount, max_amount } = price_range ?? { min_amount: price, max_amount: price }
  return (
    (!onSale || on_sale) && (minPrice === null || amount(max_amount) >= minPrice) && (maxPrice === null || amount(min_amount) <= maxPrice)
  )
}

function fitting(found: readonly FoundDocument[]): string[] {
  const best = Math.max(0, ...found.map(({ coverage }) => coverage))
  return found.flatMap(({ productId, coverage }) => (productId !== null && coverage > 0 && coverage >= best * nearly ? [productId] : []))
}
