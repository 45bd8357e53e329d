import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import { readPhone } from '@craveva/adapter-kit/commerce/order-proof'
import type { OrderLookup, Shop, ShopOrder, ShopPolicy, ShopSource } from '@craveva/adapter-kit/commerce/shop'
import type { FindDocuments } from '@craveva/adapter-kit/find-documents'
import { z } from 'zod'
import { readProducts, withVariations } from './read-products.ts'
import { searchProducts } from './search-products.ts'
import type { WooApi } from './woo-api.ts'
import { isPlaced, toShopOrder, type WooOrder, wooOrder } from './woo-order.ts'

const mostOrders = 10

/**
 * A WooCommerce shop. Products are read as its visitors see them, with the taxes shown to them; orders with the merchant's keys. `findDocuments` looks
 * into the catalogue that was brought.
 */
export function wooShop(api: WooApi, url: string, source: ShopSource, findDocuments: FindDocuments = async () => null): Shop {
  const base = url.replace(/\/+$/, '')
  return {
    source,
    search: searchProducts(api, findDocuments),
    async products(ids, signal) {
      const known = ids.filter(id => /^\d{1,18}$/.test(id))
      if (known.length === 0) return []
      const found = await readProducts(api, { include: known, per_page: known.length }, signal)
      const products = await withVariations(api, found, signal)
      return known.flatMap(id => products.find(product => product.id === id) ?? [])
    },
    numbersNeedEmail: true,
    orders: (lookup, signal) => findCandidates(api, lookup, signal),
    policies: signal => readPolicies(api, signal),
    cart: ({ url: page }, variant, quantity) => ({
      type: 'add_to_cart',
      url: cartLink(page ?? '', `${base}/`, variant.id, quantity),
      variantId: variant.id,
    }),
  }
}

/** The product's own page puts it in and says so, or says what is still to be chosen; many a front page says neither. */
function cartLink(page: string, shop: string, id: string, quantity: number): string {
  const url = URL.parse(page) ?? new URL(shop)
  url.searchParams.set('add-to-cart', id)
  url.searchParams.set('quantity', String(quantity))
  return url.href
}

/**
 * The platform's search is loose, which is why everything found is compared again by whoever asked. Numbers given by plugins are found by the
 * e-mail alone, since the search knows them not, and may be the id of another order.
 */
async function findCandidates(api: WooApi, lookup: OrderLookup, signal: AbortSignal): Promise<ShopOrder[]> {
  if (lookup.kind === 'customer')
    return /^\d{1,18}$/.test(lookup.customerId) ? readOrders(api, { customer: lookup.customerId }, signal) : []
  if (lookup.kind === 'phone') return ordersByPhone(api, lookup.phone, signal)
  const id = lookup.number.replace(/^#/, '')
  // Both at once, whether there is such an order or not: how long it takes tells nothing.
  const [byId, byEmail] = await Promise.all([
    /^\d{1,18}$/.test(id) ? api.get(`orders/${id}`, {}, signal) : null,
    lookup.email === null ? [] : readRawOrders(api, { search: lookup.email, per_page: 50 }, signal),
  ])
  const found = new Map([byId, ...byEmail].flatMap(raw => wooOrder.safeParse(raw).data ?? []).map(order => [order.id, order]))
  return toOrders([...found.values()])
}

/** WooCommerce keeps a number as the customer grouped it, and finds what stands there: most end in four digits, or in two and two. */
async function ordersByPhone(api: WooApi, phone: string, signal: AbortSignal): Promise<ShopOrder[]> {
  const ends = [phone.slice(-4), `${phone.slice(-4, -2)} ${phone.slice(-2)}`]
  const found = await Promise.all(ends.map(end => readOrders(api, { search: end, per_page: 100 }, signal)))
  const own = found.flat().filter(({ owner }) => owner.phones.some(known => readPhone(known) === readPhone(phone)))
  return [...new Map(own.map(order => [order.number, order])).values()]
    .toSorted((a, b) => (b.placedAt?.getTime() ?? 0) - (a.placedAt?.getTime() ?? 0))
    .slice(0, mostOrders)
}

async function readRawOrders(api: WooApi, query: Record<string, string | number>, signal: AbortSignal): Promise<readonly unknown[]> {
  const found = await api.get('orders', { per_page: mostOrders, orderby: 'date', order: 'desc', ...query }, signal)
  return Array.isArray(found) ? found : []
}

const readOrders = async (api: WooApi, query: Record<string, string | number>, signal: AbortSignal) =>
  toOrders((await readRawOrders(api, query, signal)).flatMap(raw => wooOrder.safeParse(raw).data ?? []))

const toOrders = (orders: readonly WooOrder[]): ShopOrder[] => orders.filter(isPlaced).map(toShopOrder)

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
