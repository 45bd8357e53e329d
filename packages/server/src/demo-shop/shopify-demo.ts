import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Adapter } from '@craveva/adapter-kit/adapter'
import { apiVersion } from '@craveva/adapter-shopify/library'
import { shopifyAdapter } from '@craveva/adapter-shopify/shopify-adapter'
import { readAdminSchema } from '@craveva/adapter-shopify/testing/admin-schema'
import { createFakeShopify } from '@craveva/adapter-shopify/testing/fake-shopify'
import { createFakeStorefront } from '@craveva/adapter-shopify/testing/fake-storefront'
import { StartError } from '../postgres/start-error.ts'
import type { DemoPlaces, DemoPlatform } from './demo-platform.ts'
import type { Goods } from './goods.ts'

const extensionScript = join(import.meta.dirname, '../../../adapter-shopify/shopify-app/extensions/craveva-chat/assets/shop.js')

/** The demo's goods in a double of Shopify, with the theme extension's own script on the pages. Throws a StartError without Shopify's schema. */
export async function shopifyDemo(goods: Goods, { origin, identitySecret }: DemoPlaces): Promise<DemoPlatform> {
  const schema = readAdminSchema(apiVersion)
  if (!schema)
    throw new StartError(
      'BAD_CONFIGURATION',
      'The demo on Shopify answers by Shopify’s own schema, which is fetched from npm once, and npm could not be reached. Try again with a network, or: npm start -- demo-shop woocommerce',
    )
  const fake = createFakeShopify(schema, {
    name: 'Tidewren',
    linkBase: origin,
    products: goods.products.map(({ id, title, description, image, options, variants }) => ({
      id,
      title,
      description: description.replace(/<\/(?:p|li)>/g, ' ').replace(/<[^>]*>/g, ''),
      image,
      options: Object.keys(options).length > 0 ? options : { Title: ['Default Title'] },
      variants: variants.map(variant => ({
        id: variant.id,
        options: Object.keys(options).length > 0 ? variant.options : { Title: 'Default Title' },
        price: variant.price.toFixed(2),
        compareAtPrice: variant.compareAtPrice?.toFixed(2) ?? null,
        stock: variant.stock,
      })),
      updatedAt: '2026-11-01T10:00:00Z',
    })),
    orders: goods.orders.map(({ number, customer, sent, items, total, tracking }) => ({
      name: `#${number}`,
      email: customer.email,
      phone: customer.phone.replaceAll(' ', ''),
      zip: customer.postcode,
      customerId: customer.id,
      items,
      total: total.toFixed(2),
      status: { paid: 'PAID', sent: sent ? 'FULFILLED' : 'UNFULFILLED' },
      ...(tracking ? { tracking: { company: tracking.carrier, number: tracking.number } } : {}),
    })),
    policies: goods.policies.map(({ title, path, html }) => ({ title, url: origin + path, body: html })),
    blocks: [{ type: 'shopify://apps/craveva-chat/blocks/craveva-chat/demo' }],
  })
  const token = `shpat_${randomBytes(16).toString('hex')}`
  fake.tokens.set(token, '')
  let identityUrl = ''
  const storefront = createFakeStorefront(fake.catalogue, customer =>
    fetch(`${identityUrl}?${fake.signedQuery({ path_prefix: '/apps/craveva', logged_in_customer_id: customer ?? '' }, 'appProxy')}`, {
      signal: AbortSignal.timeout(10_000),
    }),
  )
  return {
    title: 'Shopify',
    adapter: shopifyAdapter({ fetch: fake.fetch }) as Adapter,
    storefront,
    script: { path: extensionScript, data: { identity: '/apps/craveva/identity', root: '/', country: 'DE' } },
    settings: {
      shop_domain: fake.shop,
      client_id: fake.clientId,
      client_secret: fake.clientSecret,
      access_token: token,
      identity_secret: identitySecret,
    },
    deployed(hookUrl) {
      identityUrl = `${hookUrl}/identity`
    },
    close: async () => {},
  }
}
