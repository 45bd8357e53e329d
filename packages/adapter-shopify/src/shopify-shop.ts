import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import type { OrderLookup, Shop, ShopSource } from '@craveva/adapter-kit/commerce/shop'
import { z } from 'zod'
import type { AdminApi } from './admin-api.ts'
import { forSale } from './for-sale.ts'
import { findOrders, policies, productsByIds, searchProducts } from './queries.ts'
import { adminOrder, toShopOrder } from './shopify-order.ts'
import { adminProduct, toShopProduct } from './shopify-product.ts'

const mostOrders = 10
const longestPolicy = 8000

/** A Shopify shop. */
export function shopifyShop(api: AdminApi, domain: string, source: ShopSource): Shop {
  return {
    source,
    async search({ text, inStock, onSale, minPrice, maxPrice, limit }, signal) {
      const query = [
        forSale,
        ...(onSale ? ['is_price_reduced:true'] : []),
        ...(minPrice === null ? [] : [`price:>=${minPrice}`]),
        ...(maxPrice === null ? [] : [`price:<=${maxPrice}`]),
        ...words(text),
      ].join(' AND ')
      const answer = await api(searchProducts, { query, first: inStock ? Math.min(limit * 2, 20) : limit }, signal)
      const found = toProducts(answer, z.object({ nodes: z.array(z.unknown()) }).safeParse(answer.products).data?.nodes ?? [])
      const wanted = inStock ? found.filter(({ variants }) => variants.some(({ available }) => available)) : found
      return wanted.slice(0, limit)
    },
    async products(ids, signal) {
      const known = ids.filter(id => /^\d{1,20}$/.test(id))
      if (known.length === 0) return []
      const answer = await api(productsByIds, { ids: known.map(id => `gid://shopify/Product/${id}`) }, signal)
      const nodes =
        z.array(z.looseObject({ status: z.string(), publishedAt: z.string().nullish() }).nullable()).safeParse(answer.nodes).data ?? []
      return toProducts(
        answer,
        nodes.filter(node => node?.status === 'ACTIVE' && node.publishedAt),
      )
    },
    async orders(lookup, signal) {
      const query = orderQuery(lookup)
      if (query === null) return []
      const { orders } = await api(findOrders, { query, first: mostOrders }, signal)
      const nodes = z.object({ nodes: z.array(z.unknown()) }).safeParse(orders).data?.nodes ?? []
      return nodes.flatMap(node => adminOrder.safeParse(node).data ?? []).map(toShopOrder)
    },
    async policies(signal) {
      const { shop } = await api(policies, {}, signal)
      const found = z.object({ shopPolicies: z.array(z.object({ title: z.string(), url: z.string(), body: z.string() })) }).safeParse(shop)
      return (found.data?.shopPolicies ?? []).map(({ title, url, body }) => ({
        title,
        url,
        text: htmlToText(body).slice(0, longestPolicy),
      }))
    },
    cart: (_, variant, quantity) => ({
      type: 'add_to_cart',
      url: `https://${domain}/cart/${variant.id}:${quantity}`,
      variantId: variant.id,
    }),
  }
}

function toProducts(answer: Record<string, unknown>, nodes: readonly unknown[]) {
  const currency = z.object({ currencyCode: z.string() }).safeParse(answer.shop).data?.currencyCode ?? ''
  return nodes.flatMap(node => adminProduct.safeParse(node).data ?? []).map(product => toShopProduct(product, currency))
}

/** Each word quoted, so that nothing a visitor writes is an operator of Shopify's search; any of them counts. */
function words(text: string): string[] {
  const found = text.normalize('NFKC').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? []
  return found.length > 0 ? [`(${found.slice(0, 8).map(quoted).join(' OR ')})`] : []
}

/** Null where the value cannot be one: then nothing is asked. */
function orderQuery(lookup: OrderLookup): string | null {
  if (lookup.kind === 'customer') return /^\d{1,20}$/.test(lookup.customerId) ? `customer_id:${lookup.customerId}` : null
  if (lookup.kind === 'phone') return /^\d{7,15}$/.test(lookup.phone) ? quoted(`+${lookup.phone}`) : null
  const number = lookup.number.trim().replace(/^#/, '')
  if (!/^[\p{L}\d][\p{L}\d._/-]{0,39}$/u.test(number)) return null
  return `name:${quoted(number)}${lookup.email === null ? '' : ` AND email:${quoted(lookup.email)}`}`
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '')}"`
