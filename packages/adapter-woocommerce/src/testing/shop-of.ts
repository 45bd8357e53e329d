import type { Shop } from '@craveva/adapter-kit/commerce/shop'
import type { FindDocuments } from '@craveva/adapter-kit/find-documents'
import { createWooApi } from '../woo-api.ts'
import { wooShop } from '../woo-shop.ts'
import { type FakeWooCommerce, shopUrl } from './fake-woocommerce.ts'

/** The double as the agent's tools see it; at another address or with keys in the address, and with or without its catalogue. */
export const shopOf = (fake: FakeWooCommerce, url = shopUrl, keysInAddress = false, findDocuments?: FindDocuments): Shop =>
  wooShop(createWooApi({ url, ...fake.keys, keysInAddress }, fake.reach), url, { id: 'dep_1', name: 'The shop' }, findDocuments)

const wordsOf = (text: string) => (text.toLowerCase().match(/\p{L}+/gu) ?? []).map(word => word.replace(/s$/, ''))

/** The catalogue as it was brought: what holds more of the words comes first. */
export const catalogueOf =
  ({ products }: FakeWooCommerce): FindDocuments =>
  async (words, most) => {
    const wanted = wordsOf(words)
    return products
      .map(({ id, name, description }) => {
        const known = new Set(wordsOf(`${name} ${description}`))
        return { id: `product:${id}`, productId: String(id), coverage: wanted.filter(word => known.has(word)).length / wanted.length }
      })
      .filter(({ coverage }) => coverage > 0)
      .toSorted((a, b) => b.coverage - a.coverage)
      .slice(0, most)
  }
