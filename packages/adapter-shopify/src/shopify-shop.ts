import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import type { OrderLookup, Shop, ShopSource } from '@craveva/adapter-kit/commerce/shop'
import { z } from 'zod'
import type { AdminApi } from './admin-api.ts'
import { findOrders, grantedScopes, policies } from './queries.ts'
import { quoted } from './quoted.ts'
import { readByIds } from './read-by-ids.ts'
import { createProductReader } from './read-products.ts'
import { searchShop } from './search-shop.ts'
import { adminOrder, toShopOrder } from './shopify-order.ts'

const mostOrders = 10
const longestPolicy = 8000
/** Of orders that an app may read without the scope for all of them. */
const recentDays = 60

/** A Shopify shop. */
export function shopifyShop(api: AdminApi, domain: string, source: ShopSource): Shop {
  const reader = createProductReader(api)
  return {
    source,
    search: (query, signal) => searchShop(reader, query, signal),
    products: (ids, signal, country = null) => readByIds(reader, ids, country, signal),
    async orders(lookup, signal) {
      const query = orderQuery(lookup)
      if (query === null) return []
      const { orders } = await api(findOrders, { query, first: mostOrders }, signal)
      const nodes = z.object({ nodes: z.array(z.unknown()) }).safeParse(orders).data?.nodes ?? []
      return nodes.flatMap(node => adminOrder.safeParse(node).data ?? []).map(toShopOrder)
    },
    async orderDays(signal) {
      const { currentAppInstallation } = await api(grantedScopes, {}, signal)
      const granted = scopesOf.parse(currentAppInstallation).accessScopes.map(({ handle }) => handle)
      return granted.includes('read_all_orders') ? null : recentDays
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

const scopesOf = z.object({ accessScopes: z.array(z.object({ handle: z.string() })) })

/** Null where the value cannot be one: then nothing is asked. */
function orderQuery(lookup: OrderLookup): string | null {
  if (lookup.kind === 'customer') return /^\d{1,20}$/.test(lookup.customerId) ? `customer_id:${lookup.customerId}` : null
  if (lookup.kind === 'phone') return /^\d{7,15}$/.test(lookup.phone) ? quoted(`+${lookup.phone}`) : null
  const number = lookup.number.trim().replace(/^#/, '')
  if (!/^[\p{L}\d][\p{L}\d._/-]{0,39}$/u.test(number)) return null
  return `name:${quoted(number)}${lookup.email === null ? '' : ` AND email:${quoted(lookup.email)}`}`
}
