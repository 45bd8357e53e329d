import { holdingMost } from '@craveva/adapter-kit/commerce/holding-most'
import { mayComeFirst, orderByPrice, type PriceRange } from '@craveva/adapter-kit/commerce/price-order'
import type { ProductQuery, Shop, ShopProduct } from '@craveva/adapter-kit/commerce/shop'
import type { FindDocuments, FoundDocument } from '@craveva/adapter-kit/find-documents'
import { readProducts, withVariations } from './read-products.ts'
import { type StoreProduct, toShopProduct } from './store-product.ts'
import type { Query, WooApi } from './woo-api.ts'

const mostWords = 8
/** What the shop gives at once. */
const most = 100
/** Products of the catalogue that the shop is asked for, as filters leave some of them out. */
const mostKnown = 50
/** Products that the shop orders by price: more than are wanted, as those come after others whose cheapest variations are sold out. */
const mostOrdered = 50
/** What tells about as much of the words as the best is meant as well. */
const nearly = 0.65
/** The same for what a product is called. */
const named = 0.7

/**
 * Searches with two calls of the shop at most: one for products, one for their variations. The catalogue that was brought says which products hold the
 * words, in whatever form; the shop says what they cost now and which of them fit. What the catalogue does not know, or as long as it is not there,
 * WooCommerce searches itself, which finds the words as they stand in a name or SKU, and nothing else; what a single word finds nowhere there may be
 * a category.
 *
 * By price, all of the products that the catalogue knows for the words are read, up to the 100 that the shop gives at once. Those that it does not know
 * the shop orders itself, by its lowest and highest prices, of which the first 50 are looked at, or 100 within bounds as long as nothing was read of
 * this shop. Of these, 100 variations tell what is sold out; beyond that the lowest or highest price counts.
 */
export function searchProducts(api: WooApi, findDocuments: FindDocuments): Shop['search'] {
  /** Decimals of the shop's prices, as its filters are in the smallest unit; null until something was read. */
  let decimals: number | null = null

  async function ask(query: ProductQuery, more: Query, signal: AbortSignal) {
    const found = await readProducts(api, { per_page: query.limit, ...visibleFor(query), ...stockOf(query), ...more }, signal)
    decimals = found[0]?.prices.currency_minor_unit ?? decimals
    const meant = query.order === 'fitting' ? found : holdingMost(query.text, found, nameOf, named)
    return meant.filter(product => fits(product, query))
  }

  /** Until it is known in which unit the shop filters prices, the cheapest or the dearest are read and left out here. */
  async function askFiltered(query: ProductQuery, more: Query, signal: AbortSignal) {
    const hasBounds = query.minPrice !== null || query.maxPrice !== null
    if (decimals !== null || !hasBounds) return ask(query, { ...filtersOf(query, decimals ?? 0), ...orderOf(query), ...more }, signal)
    const nearest = { per_page: most, orderby: 'price', order: query.maxPrice === null ? 'desc' : 'asc' }
    const found = await ask(query, { ...onSaleOf(query), ...nearest, ...more }, signal)
    return query.order === 'fitting' ? found.slice(0, query.limit) : found
  }

  async function chosen(found: readonly StoreProduct[], query: ProductQuery, signal: AbortSignal): Promise<readonly ShopProduct[]> {
    if (query.order === 'fitting') return withVariations(api, found.slice(0, query.limit), signal)
    const first = withinOneCall(mayComeFirst(found, rangeOf, query), query.limit)
    return orderByPrice(await withVariations(api, first, signal), query)
  }

  return async (query, signal) => {
    const words = wordsOf(query.text)
    const isByPrice = query.order !== 'fitting'
    const known = words.length === 0 ? null : await findDocuments(words.join(' '), isByPrice ? most : mostKnown, signal)
    const ids = fitting(known ?? [])
    if (ids.length > 0) {
      // `on_sale` beside `include` brings both, so that everything is read and left out here.
      const isAllRead = isByPrice || query.onSale || query.minPrice !== null || query.maxPrice !== null
      const found = await ask(query, { include: ids, orderby: 'include', ...(isAllRead ? { per_page: ids.length } : {}) }, signal)
      const place = new Map(ids.map((id, index) => [id, index]))
      const ordered = found.toSorted((a, b) => (place.get(String(a.id)) ?? 0) - (place.get(String(b.id)) ?? 0))
      return chosen(ordered, query, signal)
    }

    if (words.length === 0) return chosen(await askFiltered(query, {}, signal), query, signal)
    const found = await askFiltered(query, { search: withoutPlural(words.join(' ')) }, signal)
    const [longest] = words.toSorted((a, b) => b.length - a.length)
    if (found.length > 0 || known || !longest) return chosen(found, query, signal)
    const more = words.length > 1 ? { search: withoutPlural(longest) } : categoryOf(longest)
    if (!more) return []
    // One call is left, and none for variations.
    const others = await askFiltered(query, more, signal)
    const plain = others.filter(({ variations }) => variations.length === 0).map(product => toShopProduct(product, new Map()))
    return isByPrice ? orderByPrice(plain, query) : plain
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

const orderOf = ({ order }: ProductQuery): Query =>
  order === 'fitting' ? {} : { per_page: mostOrdered, orderby: 'price', order: order === 'cheapest' ? 'asc' : 'desc' }

function fits(product: StoreProduct, { onSale, minPrice, maxPrice }: ProductQuery): boolean {
  const { least, most } = rangeOf(product)
  return (!onSale || product.on_sale) && (minPrice === null || most >= minPrice) && (maxPrice === null || least <= maxPrice)
}

function rangeOf({ prices: { price, price_range, currency_minor_unit }, is_in_stock: available }: StoreProduct): PriceRange {
  const amount = (minor: string) => Number(minor) / 10 ** currency_minor_unit
  const { min_amount, max_amount } = price_range ?? { min_amount: price, max_amount: price }
  return { least: amount(min_amount), most: amount(max_amount), available }
}

const nameOf = ({ name, sku, categories }: StoreProduct) => [name, sku, ...categories.map(category => category.name)].join(' ')

/** As many from the first, but for those wanted, as have no more variations together than the shop gives at once. */
function withinOneCall(products: readonly StoreProduct[], wanted: number): StoreProduct[] {
  let variations = 0
  return products.filter((product, index) => {
    variations += product.variations.length
    return index < wanted || product.variations.length === 0 || variations <= most
  })
}

function fitting(found: readonly FoundDocument[]): string[] {
  const best = Math.max(0, ...found.map(({ coverage }) => coverage))
  return found.flatMap(({ productId, coverage }) => (productId !== null && coverage > 0 && coverage >= best * nearly ? [productId] : []))
}
