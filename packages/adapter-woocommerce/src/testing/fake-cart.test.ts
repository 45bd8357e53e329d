import { expect, test } from 'vitest'
import { createFakeCart } from './fake-cart.ts'
import { fakeProducts } from './fake-shop-data.ts'

const origin = 'http://shop.test'

test('a cart takes what is there, with the nonce that it gave', async () => {
  const storefront = createFakeCart({ products: fakeProducts(), linkBase: origin })
  const send = (path: string, init: RequestInit = {}, body = '') => storefront(new Request(origin + path, init), body)
  const seen = send('/wp-json/wc/store/v1/cart')
  const cookie = seen?.headers.get('set-cookie')?.split(';')[0] ?? ''
  const nonce = seen?.headers.get('nonce') ?? ''
  const add = (id: number, headers: Record<string, string>, quantity = 1) =>
    send('/wp-json/wc/store/v1/cart/add-item', { method: 'POST', headers }, JSON.stringify({ id, quantity }))
  expect(add(11, { cookie })?.status).toBe(401)
  expect(add(11, { nonce })?.status).toBe(401)
  expect(add(11, { cookie, nonce }, 2)?.status).toBe(201)
  expect(add(122, { cookie, nonce })?.status).toBe(201)
  expect(add(12, { cookie, nonce })?.status).toBe(400)
  expect(add(121, { cookie, nonce })?.status).toBe(400)
  expect(add(11, { cookie, nonce }, 3)?.status).toBe(400)
  const cart = await send('/wp-json/wc/store/v1/cart', { headers: { cookie } })?.json()
  expect(cart).toMatchObject({ items_count: 3, totals: { total_price: '15400' }, items: [{ name: 'Harbour Mug' }, { id: 122 }] })
  expect(await send('/wp-json/wc/store/v1/cart')?.json()).toMatchObject({ items_count: 0 })
})
