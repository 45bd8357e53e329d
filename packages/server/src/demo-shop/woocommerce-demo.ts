import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { Adapter } from '@craveva/adapter-kit/adapter'
import { createFakeCart } from '@craveva/adapter-woocommerce/testing/fake-cart'
import type { FakeProduct } from '@craveva/adapter-woocommerce/testing/fake-shop-data'
import { shopUrl, startFakeWooCommerce } from '@craveva/adapter-woocommerce/testing/fake-woocommerce'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import type { DemoPlaces, DemoPlatform } from './demo-platform.ts'
import { customers, type Goods, type Product } from './goods.ts'

const pluginScript = join(import.meta.dirname, '../../../adapter-woocommerce/wordpress-plugin/craveva-chat/assets/shop.js')

/** The demo's goods in a double of WooCommerce, with the plugin's own script on the pages. */
export async function woocommerceDemo(goods: Goods, { origin, identitySecret }: DemoPlaces): Promise<DemoPlatform> {
  const fake = await startFakeWooCommerce({
    products: goods.products.map(toProduct),
    orders: goods.orders.map(({ number, customer, sent, items, total, tracking }) => ({
      id: Number(number),
      number,
      status: sent ? 'completed' : 'processing',
      email: customer.email,
      phone: customer.phone,
      postcode: customer.postcode,
      customerId: customer.id,
      items: items.map(({ title, quantity }) => ({ name: title, quantity })),
      total: total.toFixed(2),
      ...(tracking ? { tracking } : {}),
    })),
    pages: goods.policies.map(({ title, path, html }) => ({
      title: { rendered: title },
      link: origin + path,
      content: { rendered: html },
    })),
  })
  fake.linkBase = origin
  const cart = createFakeCart(fake, customer => identify(customer, identitySecret))
  return {
    title: 'WooCommerce',
    adapter: woocommerceAdapter({ reach: fake.reach }) as Adapter,
    storefront: async (request, body) => cart(request, body),
    script: { path: pluginScript, data: { ajax: '/wp-admin/admin-ajax.php', cart: '/wp-json/wc/store/v1/cart', identity: 'yes' } },
    settings: {
      store_url: shopUrl,
      consumer_key: fake.keys.consumerKey,
      consumer_secret: fake.keys.consumerSecret,
      identity_secret: identitySecret,
    },
    deployed(hookUrl, agent) {
      fake.plugin = { server: new URL(hookUrl).origin, agent, deployment: hookUrl.split('/').at(-1) ?? '', identitySecret }
    },
    close: () => fake.close(),
  }
}

function toProduct({ id, title, description, image, options, variants }: Product): FakeProduct {
  const rows = variants.map(variant => ({
    id: variant.id,
    options: variant.options,
    price: variant.price,
    regularPrice: variant.compareAtPrice ?? variant.price,
    stock: variant.stock,
  }))
  const [cheapest] = rows.toSorted((a, b) => a.price - b.price)
  const isSimple = Object.keys(options).length === 0
  return {
    id,
    name: title,
    description,
    image,
    sku: variants[0]?.sku ?? '',
    price: cheapest?.price ?? 0,
    regularPrice: cheapest?.regularPrice ?? 0,
    stock: isSimple ? (cheapest?.stock ?? 0) : null,
    modified: '2026-11-01T10:00:00',
    options,
    variations: isSimple ? [] : rows,
  }
}

/** As the plugin signs it. */
function identify(customer: string, secret: string): string | null {
  const known = customers.find(({ id }) => String(id) === customer)
  if (!known) return null
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const now = Math.floor(Date.now() / 1000)
  const claims = { sub: `wp_${known.id}`, customer_id: String(known.id), email: known.email, name: known.name, iat: now, exp: now + 900 }
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
