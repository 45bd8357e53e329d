import { anyShopSuite } from '@craveva/adapter-kit/commerce/testing/any-shop-suite'
import { describe } from 'vitest'
import { apiVersion } from './library.ts'
import { readAdminSchema } from './testing/admin-schema.ts'
import { createFakeShopify } from './testing/fake-shopify.ts'
import { openAnyShopify } from './testing/open-any-shopify.ts'

const { SHOPIFY_SHOP: shop, SHOPIFY_ACCESS_TOKEN: accessToken, SHOPIFY_ADMIN_URL: elsewhere } = process.env
if (!shop || !accessToken)
  console.log('skipped: a Shopify shop that really is; needs SHOPIFY_SHOP and SHOPIFY_ACCESS_TOKEN (of a custom app that may read)')
const schema = readAdminSchema(apiVersion)

/** To Shopify, or where a double of it listens. */
const reach: typeof fetch = async (input, init) => {
  const request = new Request(input, init)
  const { pathname, search } = new URL(request.url)
  return fetch(elsewhere ? new Request(new URL(pathname + search, elsewhere), request) : request)
}

describe.skipIf(!schema)('a double of Shopify', () => {
  anyShopSuite(() => {
    if (!schema) throw new Error('There is no schema.')
    const fake = createFakeShopify(schema)
    fake.tokens.set('shpat_custom_app_token', '')
    return openAnyShopify({ shop: fake.shop, accessToken: 'shpat_custom_app_token' }, fake.fetch)
  })
})

describe.skipIf(!shop || !accessToken)('the Shopify shop of SHOPIFY_SHOP', () => {
  anyShopSuite(() => openAnyShopify({ shop: shop ?? '', accessToken: accessToken ?? '' }, reach))
})
