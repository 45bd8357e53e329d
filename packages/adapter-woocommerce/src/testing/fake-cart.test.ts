import { expect, test } from 'vitest'
import { createFakeCart } from './fake-cart.ts'
import { fakeProducts } from './fake-shop-data.ts'

const origin = 'http://shop.test'

test('a cart takes what is there, with the nonce that it gave', async () => {
  const storefront = createFakeCart({ products: fakeProducts(), linkBase: origin })
  const send = (path: string, init: RequestInit = {}, body = '') => storefront(new Request(origin + path, init), body)
  const seen = send('/wp-json/wc/store/v1/cart')
  expect(seen?.headers.get('set-cookie')).toBeNull()
  const nonce = seen?.headers.get('nonce') ?? ''
  const add = (id: number, headers: Record<string, string>, quantity = 1) =>
    send('/wp-json/wc/store/v1/cart/add-item', { method: 'POST', headers }, JSON.stringify({ id, quantity }))
  expect(add(11, {})?.status).toBe(401)
  expect(add(11, { nonce: 'a guess' })?.status).toBe(403)
  const first = add(11, { nonce }, 2)
  expect(first?.status).toBe(201)
  const cookie = first?.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(add(122, { cookie, nonce })?.status).toBe(201)
  expect(add(12, { cookie, nonce })?.status).toBe(400)
  expect(add(121, { cookie, nonce })?.status).toBe(400)
  expect(add(11, { cookie, nonce }, 3)?.status).toBe(400)
  const cart = await send('/wp-json/wc/store/v1/cart', { headers: { cookie } })?.json()
  expect(cart).toMatchObject({ items_count: 3, totals: { total_price: '15400' }, items: [{ name: 'Harbour Mug' }, { id: 122 }] })
  expect(await send('/wp-json/wc/store/v1/cart')?.json()).toMatchObject({ items_count: 0 })
})

test('what a variation leaves open must be chosen, and a page says no more than that it was asked for', async () => {
  const products = fakeProducts()
  const [mug, jacket] = products
  jacket?.variations.push({ id: 124, options: { Size: 'S' }, price: 99, regularPrice: 99, stock: null })
  if (mug) Object.assign(mug, { kind: 'grouped' })
  const storefront = createFakeCart({ products, linkBase: origin })
  const nonce = storefront(new Request(`${origin}/wp-json/wc/store/v1/cart`), '')?.headers.get('nonce') ?? ''
  const add = async (id: number, ...variation: { attribute: string; value: string }[]) => {
    const request = new Request(`${origin}/wp-json/wc/store/v1/cart/add-item`, { method: 'POST', headers: { nonce } })
    return (await storefront(request, JSON.stringify({ id, variation }))?.json()) as object
  }
  expect(await add(124)).toMatchObject({ code: 'woocommerce_rest_missing_variation_data' })
  expect(await add(124, { attribute: 'Size', value: 'M' })).toMatchObject({ code: 'woocommerce_rest_invalid_variation_data' })
  expect(await add(124, { attribute: 'Colour', value: 'Pink' })).toMatchObject({ code: 'woocommerce_rest_invalid_variation_data' })
  expect(await add(124, { attribute: 'Colour', value: 'Yellow' })).toMatchObject({ items: [{ id: 124 }] })
  expect(await add(12)).toMatchObject({ code: 'woocommerce_rest_missing_attributes' })
  expect(await add(11)).toMatchObject({ code: 'woocommerce_rest_product_not_purchasable' })
  const led = storefront(new Request(`${origin}/product/12/?add-to-cart=122&quantity=2`), '')
  expect([led?.status, led?.headers.get('location')]).toEqual([302, '/product/12/'])
  const cookie = led?.headers.get('set-cookie')?.split(';')[0] ?? ''
  const cart = await storefront(new Request(`${origin}/wp-json/wc/store/v1/cart`, { headers: { cookie } }), '')?.json()
  expect(cart).toMatchObject({ items: [{ id: 122, quantity: 2 }] })
})
