import { expect, test } from 'vitest'
import { fakeCatalogue } from './fake-catalogue.ts'
import { createFakeStorefront } from './fake-storefront.ts'

const origin = 'http://shop.test'

test('a cart takes what is there', async () => {
  const storefront = createFakeStorefront(fakeCatalogue(), async customer => Response.json({ customer }))
  const send = (path: string, init: RequestInit = {}, body = '') => storefront(new Request(origin + path, init), body)
  const cookie = (await send('/cart.js'))?.headers.get('set-cookie')?.split(';')[0] ?? ''
  const add = async (id: number, quantity: number) =>
    (await send('/cart/add.js', { method: 'POST', headers: { cookie } }, JSON.stringify({ items: [{ id, quantity }] })))?.status
  expect(await add(111, 2)).toBe(200)
  expect(await add(122, 1)).toBe(200)
  expect(await add(121, 1)).toBe(422)
  expect(await add(111, 3)).toBe(422)
  expect(await add(11, 1)).toBe(422)
  expect(await (await send('/cart.js', { headers: { cookie } }))?.json()).toMatchObject({
    item_count: 3,
    total_price: 15_400,
    items: [{ product_title: 'Harbour Mug', variant_title: null }, { variant_title: 'M / Navy' }],
  })
  expect(await (await send('/cart.js'))?.json()).toMatchObject({ item_count: 0 })
  expect(await (await send('/apps/craveva/identity', { headers: { cookie: 'customer=7' } }))?.json()).toEqual({ customer: '7' })
})
