import { anyShopSuite } from '@craveva/adapter-kit/commerce/testing/any-shop-suite'
import { describe } from 'vitest'
import { startFakeWooCommerce } from './testing/fake-woocommerce.ts'
import { openAnyWoo } from './testing/open-any-woo.ts'

const { WOO_URL: url, WOO_KEY: consumerKey, WOO_SECRET: consumerSecret } = process.env
if (!url || !consumerKey || !consumerSecret)
  console.log('skipped: a WooCommerce shop that really is; needs WOO_URL, WOO_KEY and WOO_SECRET (keys that may read are enough)')

describe('a double of WooCommerce, over http, with keys that sign', () => {
  anyShopSuite(async () => {
    const fake = await startFakeWooCommerce()
    return { ...(await openAnyWoo({ url: fake.url, ...fake.keys })), close: fake.close }
  })
})

describe.skipIf(!url || !consumerKey || !consumerSecret)('the WooCommerce shop at WOO_URL', () => {
  anyShopSuite(() => openAnyWoo({ url: url ?? '', consumerKey: consumerKey ?? '', consumerSecret: consumerSecret ?? '' }))
})
