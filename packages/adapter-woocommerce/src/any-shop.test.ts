import { anyShopSuite } from '@craveva/adapter-kit/commerce/testing/any-shop-suite'
import { describe } from 'vitest'
import { type FakeProduct, fakeProducts } from './testing/fake-shop-data.ts'
import { startFakeWooCommerce } from './testing/fake-woocommerce.ts'
import { openAnyWoo } from './testing/open-any-woo.ts'

const { WOO_URL: url, WOO_KEY: consumerKey, WOO_SECRET: consumerSecret } = process.env
if (!url || !consumerKey || !consumerSecret)
  console.log('skipped: a WooCommerce shop that really is; needs WOO_URL, WOO_KEY and WOO_SECRET (keys that may read are enough)')

describe('a double of WooCommerce, over http, with keys that sign', () => {
  anyShopSuite(async () => {
    const [mug, ...more] = fakeProducts() as [FakeProduct, ...FakeProduct[]]
    const notForSale = [{ isUnpriced: true }, { password: 'harbour' }, { visibility: 'hidden' }, { kind: 'external' } as const]
    const products = [...notForSale.map((how, index) => ({ ...mug, ...how, id: index + 1 })), { ...mug, id: 9, name: 'Mug & Saucer' }, mug]
    const fake = await startFakeWooCommerce({ products: [...products, ...more] })
    return { ...(await openAnyWoo({ url: fake.url, ...fake.keys })), close: fake.close }
  })
})

describe.skipIf(!url || !consumerKey || !consumerSecret)('the WooCommerce shop at WOO_URL', () => {
  anyShopSuite(() => openAnyWoo({ url: url ?? '', consumerKey: consumerKey ?? '', consumerSecret: consumerSecret ?? '' }))
})
