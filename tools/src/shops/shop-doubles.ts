import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Adapter } from '@craveva/adapter-kit/adapter'
import { apiVersion } from '@craveva/adapter-shopify/library'
import { shopifyAdapter } from '@craveva/adapter-shopify/shopify-adapter'
import { readAdminSchema } from '@craveva/adapter-shopify/testing/admin-schema'
import type { FakeProduct as ShopifyProduct } from '@craveva/adapter-shopify/testing/fake-catalogue'
import { createFakeShopify } from '@craveva/adapter-shopify/testing/fake-shopify'
import type { FakeProduct as WooProduct } from '@craveva/adapter-woocommerce/testing/fake-shop-data'
import { shopUrl, startFakeWooCommerce } from '@craveva/adapter-woocommerce/testing/fake-woocommerce'
import { woocommerceAdapter } from '@craveva/adapter-woocommerce/woocommerce-adapter'
import type { Platform } from '@craveva/core/deployments/platform'
import { shopifyPlatform } from '@craveva/server/platforms/shopify'
import { woocommercePlatform } from '@craveva/server/platforms/woocommerce'

/** A shop that only this process knows, on the double of a platform, with the goods and orders of the suite for shops. */
export interface ShopDouble {
  readonly platform: Platform
  /** Led to the double. */
  readonly adapter: Adapter
  readonly settings: Readonly<Record<string, unknown>>
  readonly origin: string
  /** Names of what was asked of the platform. */
  readonly calls: readonly string[]
  /** Requests so far, and the milliseconds that they took together. */
  readonly asked: { readonly calls: number; readonly ms: number }
  /** Puts so many made-up products, of three variants each, in place of its goods. */
  stock(products: number): void
  /** Changes the description of the product at this place. */
  describe(place: number, text: string): void
  /** Takes the product at this place out of the shop. */
  remove(place: number): void
  /** Keeps what the platform itself is doing in this file, from which the double in another process goes on. */
  keepIn(file: string): void
  close(): Promise<void>
}

export const identitySecret = 'an identity secret of 32 letters or more'

export const shopNames = ['woocommerce', 'shopify'] as const
export type ShopName = (typeof shopNames)[number]

const schema = readAdminSchema(apiVersion)

/** Whether a platform can be had here: Shopify's schema comes from npm once. */
export const isThere = (name: ShopName): boolean => name === 'woocommerce' || schema !== null

export const openDouble = (name: ShopName): Promise<ShopDouble> => (name === 'woocommerce' ? openWoo() : openShopify())

const words = ['stone', 'linen', 'copper', 'harbour', 'winter', 'travel', 'kettle', 'lantern', 'basket', 'saddle', 'velvet', 'garden']
const nameOf = (place: number) => [7, 11, 13].map(step => words[(place * step + step) % words.length]).join(' ')
const textOf = (place: number) =>
  `Made for ${nameOf(place + 5)} days. Number ${place} of the collection, with a ${nameOf(place + 9)} finish that lasts.`
const sizes = ['S', 'M', 'L']
const later = '2027-01-01T10:00:00'
/** Milliseconds that an operation in bulk takes. */
const bulkMs = 1500

async function openWoo(): Promise<ShopDouble> {
  const fake = await startFakeWooCommerce()
  const asked = { calls: 0, ms: 0 }
  // The same in every process.
  Object.assign(fake.keys, { consumerKey: `ck_${'0123456789'.repeat(4)}`, consumerSecret: `cs_${'0123456789'.repeat(4)}` })
  const toProduct = (place: number): WooProduct => ({
    id: 1000 + place * 10,
    name: nameOf(place),
    description: `<p>${textOf(place)}</p>`,
    sku: `SKU-${place}`,
    price: 10 + (place % 90),
    regularPrice: 10 + (place % 90),
    stock: null,
    modified: '2026-11-01T10:00:00',
    options: { Size: sizes },
    variations: sizes.map((size, index) => ({
      id: 1000 + place * 10 + index + 1,
      options: { Size: size },
      price: 10 + (place % 90),
      regularPrice: 10 + (place % 90),
      stock: (place + index) % 5,
    })),
  })
  return {
    platform: woocommercePlatform as Platform,
    adapter: woocommerceAdapter({ reach: timed(fake.reach, asked) }) as Adapter,
    asked,
    settings: {
      store_url: shopUrl,
      consumer_key: fake.keys.consumerKey,
      consumer_secret: fake.keys.consumerSecret,
      identity_secret: identitySecret,
    },
    origin: shopUrl,
    calls: fake.calls,
    stock: products =>
      void fake.products.splice(0, fake.products.length, ...Array.from({ length: products }, (_, place) => toProduct(place))),
    describe(place, text) {
      const product = fake.products[place]
      if (product) Object.assign(product, { description: `<p>${text}</p>`, modified: later })
    },
    remove: place => void fake.products.splice(place, 1),
    keepIn: () => {},
    close: () => fake.close(),
  }
}

async function openShopify(): Promise<ShopDouble> {
  if (!schema) throw new Error('Shopify’s schema could not be fetched from npm.')
  const fake = createFakeShopify(schema)
  const asked = { calls: 0, ms: 0 }
  const token = `shpat_${'0123456789abcdef'.repeat(2)}`
  fake.tokens.set(token, '')
  const toProduct = (place: number): ShopifyProduct => ({
    id: 1000 + place * 10,
    title: nameOf(place),
    description: textOf(place),
    options: { Size: sizes },
    variants: sizes.map((size, index) => ({
      id: 1000 + place * 10 + index + 1,
      options: { Size: size },
      price: (10 + (place % 90)).toFixed(2),
      compareAtPrice: null,
      stock: (place + index) % 5,
    })),
    updatedAt: '2026-11-01T10:00:00Z',
  })
  const { products } = fake.catalogue
  fake.bulk.delayMs = bulkMs
  return {
    platform: shopifyPlatform as Platform,
    adapter: shopifyAdapter({ fetch: timed(fake.fetch, asked) }) as Adapter,
    asked,
    settings: {
      shop_domain: fake.shop,
      client_id: fake.clientId,
      client_secret: fake.clientSecret,
      access_token: token,
      identity_secret: identitySecret,
    },
    origin: `https://${fake.shop}`,
    calls: fake.calls,
    stock: count => void products.splice(0, products.length, ...Array.from({ length: count }, (_, place) => toProduct(place))),
    describe(place, text) {
      const product = products[place]
      if (product) products[place] = { ...product, description: text, updatedAt: `${later}Z` }
    },
    remove: place => void products.splice(place, 1),
    keepIn(file) {
      const { bulkOperations } = fake.catalogue
      if (existsSync(file)) bulkOperations.push(...(JSON.parse(readFileSync(file, 'utf8')) as typeof bulkOperations))
      fake.bulk.began = () => writeFileSync(file, JSON.stringify(bulkOperations))
    },
    close: async () => {},
  }
}

/** The same function, with a count of its calls and their time. */
const timed =
  <Input extends readonly unknown[], Answer>(ask: (...input: Input) => Promise<Answer>, asked: { calls: number; ms: number }) =>
  async (...input: Input): Promise<Answer> => {
    const began = performance.now()
    try {
      return await ask(...input)
    } finally {
      asked.calls++
      asked.ms += performance.now() - began
    }
  }
