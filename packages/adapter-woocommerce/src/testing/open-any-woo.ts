import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import type { AnyShop } from '@craveva/adapter-kit/commerce/testing/any-shop-suite'
import { z } from 'zod'
import type { Reach } from '../reach.ts'
import { createWooApi } from '../woo-api.ts'
import { wooShop } from '../woo-shop.ts'

export interface WooAccess {
  readonly url: string
  readonly consumerKey: string
  readonly consumerSecret: string
}

const products = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    purchasable: z.boolean(),
    post_password: z.string().default(''),
    catalog_visibility: z.string().default('visible'),
  }),
)
const orders = z.array(z.object({ number: z.string(), status: z.string(), billing: z.object({ email: z.string() }) }))

/** A shop with what it happens to have. Whatever would be written is refused before it leaves. */
export async function openAnyWoo({ url, consumerKey, consumerSecret }: WooAccess): Promise<AnyShop> {
  const api = createWooApi({ url, consumerKey, consumerSecret, keysInAddress: false }, onlyRead)
  const signal = AbortSignal.timeout(60_000)
  const found = products.parse(await api.get('products', { status: 'publish', per_page: 20 }, signal))
  const forSale = found.filter(
    ({ purchasable, post_password, catalog_visibility }) => purchasable && post_password === '' && catalog_visibility === 'visible',
  )
  // Without the catalogue WooCommerce finds a name by the letters as they stand there, signs and all.
  const product = forSale.find(({ name }) => /^[\p{L}\p{N} ]+$/u.test(name)) ?? forSale[0]
  if (!product) throw new Error(`${url} has no product for sale that visitors see.`)
  const placed = orders.parse(await api.get('orders', { per_page: 20 }, signal))
  const order = placed.find(({ status, billing }) => billing.email !== '' && status !== 'checkout-draft' && status !== 'trash')
  return {
    shop: wooShop(api, url, { id: 'dep_1', name: 'The shop' }),
    product: { id: String(product.id), title: htmlToText(product.name) },
    order: order ? { number: order.number, email: order.billing.email } : null,
    close: async () => {},
  }
}

const onlyRead: Reach = async (address, { method = 'GET', headers = {}, timeoutMs, signal }) => {
  if (method !== 'GET') throw new Error(`${method} is not sent: the shop is only read.`)
  const limits = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  const answer = await fetch(address, { headers, redirect: 'manual', signal: limits })
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) }
}
