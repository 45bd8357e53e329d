import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import type { OrderLookup, Shop, ShopOrder, ShopPolicy, ShopProduct, ShopSource } from '@craveva/adapter-kit/commerce/shop'
import { z } from 'zod'
import { type StoreProduct, storeProduct, toShopProduct } from './store-product.ts'
import type { WooApi } from './woo-api.ts'
import { isPlaced, toShopOrder, wooOrder } from './woo-order.ts'

const mostOrders = 10

/** A WooCommerce shop. Products are read as its visitors see them, with the taxes shown to them; orders with the merchant's keys. */
export function wooShop(api: WooApi, url: string, source: ShopSource): Shop {
  const base = url.replace(/\/+$/, '')
  return {
    source,
    /** WordPress finds what holds all the words; when nothing does, each is looked for alone, and what holds most of them comes first. */
    async search({ text, inStock, onSale, minPrice, maxPrice, limit }, signal) {
      const filters = {
        per_page: limit,
        ...(inStock ? { stock_status: ['instock'] } : {}),
        ...(onSale ? { on_sale: true } : {}),
        // The Store API takes minor units; nearly all currencies have hundredths, and what is read is compared again.
        ...(minPrice === null ? {} : { min_price: Math.floor(minPrice * 100) }),
        ...(maxPrice === null ? {} : { max_price: Math.ceil(maxPrice * 100) }),
      }
      const search = (words: string) => readProducts(api, { ...filters, ...(words === '' ? {} : { search: words }) }, signal)
      const words = wordsOf(text)
      const found = await search(words.join(' '))
      const chosen = found.length > 0 || words.length === 0 ? found : mostFound(await Promise.all(telling(words).map(search)))
      return withVariations(api, chosen.slice(0, limit), signal)
    },
    async products(ids, signal) {
      const known = ids.filter(id => /^\d{1,18}$/.test(id))
      if (known.length === 0) return []
      const found = await readProducts(api, { include: known, per_page: known.length }, signal)
      const products = await withVariations(api, found, signal)
      return known.flatMap(id => products.find(product => product.id === id) ?? [])
    },
    orders: (lookup, signal) => findCandidates(api, lookup, signal),
    policies: signal => readPolicies(api, signal),
    cart: (_, variant, quantity) => ({
      type: 'add_to_cart',
      url: `${base}/?add-to-cart=${variant.id}&quantity=${quantity}`,
      variantId: variant.id,
    }),
  }
}

const mostWords = 8
const mostSearches = 4

const wordsOf = (text: string): string[] => (text.normalize('NFKC').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? []).slice(0, mostWords)

/** Long words tell more than short ones; without the sign of the plural they are found within both forms. */
const telling = (words: readonly string[]) =>
  words
    .toSorted((a, b) => b.length - a.length)
    .slice(0, mostSearches)
    .map(word => word.replace(/(?<=\p{L}{2}[^s])s$/iu, ''))

/** Products of several searches, those first that were found most often. */
function mostFound(searches: readonly (readonly StoreProduct[])[]): StoreProduct[] {
  const found = Map.groupBy(searches.flat(), ({ id }) => id)
  return [...found.values()].toSorted((a, b) => b.length - a.length).flatMap(([product]) => product ?? [])
}

async function readProducts(
  api: WooApi,
  query: Record<string, string | number | boolean | readonly (string | number)[]>,
  signal: AbortSignal,
) {
  const found = await api.store('products', query, signal)
  return Array.isArray(found) ? found.flatMap(raw => storeProduct.safeParse(raw).data ?? []) : []
}

/** One more call for the variations of all of them. */
async function withVariations(api: WooApi, products: readonly StoreProduct[], signal: AbortSignal): Promise<ShopProduct[]> {
  const ids = products.flatMap(({ variations }) => variations.map(({ id }) => id)).slice(0, 100)
  const found = ids.length > 0 ? await readProducts(api, { include: ids, type: 'variation', per_page: ids.length }, signal) : []
  const variations = new Map(found.map(variation => [variation.id, variation]))
  return products.map(product => toShopProduct(product, variations))
}

/**
 * The platform's search is loose, which is why everything found is compared again by whoever asked. Numbers given by plugins are found by the
 * e-mail alone, since the search knows them not.
 */
async function findCandidates(api: WooApi, lookup: OrderLookup, signal: AbortSignal): Promise<ShopOrder[]> {
  if (lookup.kind === 'customer')
    return /^\d{1,18}$/.test(lookup.customerId) ? readOrders(api, { customer: lookup.customerId }, signal) : []
  if (lookup.kind === 'phone') return readOrders(api, { search: lookup.phone }, signal)
  const id = lookup.number.replace(/^#/, '')
  const direct = /^\d{1,18}$/.test(id) ? toOrders([await api.get(`orders/${id}`, {}, signal)]) : []
  if (direct.length > 0 || lookup.email === null) return direct
  return readOrders(api, { search: lookup.email, per_page: 50 }, signal)
}

const readOrders = async (api: WooApi, query: Record<string, string | number>, signal: AbortSignal) => {
  const found = await api.get('orders', { per_page: mostOrders, orderby: 'date', order: 'desc', ...query }, signal)
  return toOrders(Array.isArray(found) ? found : [])
}

const toOrders = (raw: readonly unknown[]): ShopOrder[] =>
  raw
    .flatMap(each => wooOrder.safeParse(each).data ?? [])
    .filter(isPlaced)
    .map(toShopOrder)

const page = z.object({ title: z.object({ rendered: z.string() }), link: z.string(), content: z.object({ rendered: z.string() }) })
/** Pages about these are what a shop's visitors call its policies; in the languages shops are most often written in. */
const policyWords =
  /refund|return|shipping|delivery|privacy|terms|warranty|payment|faq|widerruf|rückgabe|versand|liefer|datenschutz|agb|zahlung|garantie|livraison|retour|remboursement|confidentialité|cgv|envío|devoluci|privacidad|spedizion|resi|rimborso/i
const longestPolicy = 8000

async function readPolicies(api: WooApi, signal: AbortSignal): Promise<ShopPolicy[]> {
  const found = await api.wordpress('pages', { per_page: 100, _fields: 'title,link,content' }, signal)
  const pages = Array.isArray(found) ? found.flatMap(raw => page.safeParse(raw).data ?? []) : []
  return pages
    .map(({ title, link, content }) => ({
      title: htmlToText(title.rendered),
      url: link,
      text: htmlToText(content.rendered).slice(0, longestPolicy),
    }))
    .filter(({ title, text }) => policyWords.test(title) && text !== '')
}
