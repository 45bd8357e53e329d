import { createHmac, randomUUID } from 'node:crypto'
import type { FakeProduct } from './fake-shop-data.ts'

interface Shop {
  readonly products: readonly FakeProduct[]
  readonly linkBase: string
}

/** What the page of somebody who is signed in gets of the plugin; null for nobody. */
export type Identify = (customer: string) => string | null

interface Line {
  readonly id: number
  readonly name: string
  readonly options: Readonly<Record<string, string>>
  readonly price: number
  readonly image: string
  quantity: number
}

const cartPath = '/wp-json/wc/store/v1/cart'

/**
 * What a storefront of WooCommerce does for the pages of one shop: the cart of the Store API with its nonce, links that put something in, and the
 * plugin's answer to who is signed in. Null for what is none of it.
 */
export function createFakeCart(shop: Shop, identify: Identify = () => null) {
  const secret = randomUUID()
  const carts = new Map<string, Line[]>()

  return function storefront(request: Request, body: string): Response | null {
    const { pathname, searchParams } = new URL(request.url)
    const cookies = readCookies(request)
    const session = cookies.get('wp_woocommerce_session') ?? randomUUID()
    const lines = carts.get(session) ?? []
    carts.set(session, lines)
    const nonce = createHmac('sha256', secret).update(session).digest('hex').slice(0, 10)
    const headers = {
      'set-cookie': `wp_woocommerce_session=${session}; Path=/; SameSite=Lax; HttpOnly`,
      nonce,
      'cache-control': 'no-store',
    }
    const answer = (status: number, value: unknown) => Response.json(value, { status, headers })

    if (pathname === '/wp-admin/admin-ajax.php' && searchParams.get('action') === 'craveva_identity')
      return answer(200, { token: identify(cookies.get('customer') ?? '') })
    if (pathname === '/' && searchParams.has('add-to-cart')) {
      add(shop, lines, Number(searchParams.get('add-to-cart')), Number(searchParams.get('quantity') ?? 1))
      return new Response(null, { status: 302, headers: { ...headers, location: '/' } })
    }
    if (pathname === cartPath && request.method === 'GET') return answer(200, toCart(lines))
    if (pathname !== `${cartPath}/add-item` || request.method !== 'POST') return null
    if (request.headers.get('nonce') !== nonce)
      return answer(401, {
        code: 'woocommerce_rest_missing_nonce',
        message: 'Missing the Nonce header. This endpoint requires a valid nonce.',
      })
    const { id, quantity = 1 } = JSON.parse(body) as { id: number; quantity?: number }
    const refusal = add(shop, lines, id, quantity)
    return refusal ? answer(400, refusal) : answer(201, toCart(lines))
  }
}

function add({ products, linkBase }: Shop, lines: Line[], id: number, quantity: number) {
  const product = products.find(each => each.id === id || each.variations.some(variation => variation.id === id))
  const item =
    product?.id === id && product.variations.length === 0 ? { ...product, options: {} } : product?.variations.find(each => each.id === id)
  if (!product) return { code: 'woocommerce_rest_cart_invalid_product', message: 'This product cannot be added to the cart.' }
  if (!item) return { code: 'woocommerce_rest_missing_attributes', message: 'Missing attributes for variable product.' }
  const line = lines.find(each => each.id === id)
  if (item.stock !== null && item.stock < quantity + (line?.quantity ?? 0))
    return { code: 'woocommerce_rest_product_out_of_stock', message: `"${product.name}" is out of stock and cannot be added.` }
  if (line) line.quantity += quantity
  else lines.push({ id, name: product.name, options: item.options, price: item.price, image: linkBase + (product.image ?? ''), quantity })
  return null
}

const toCart = (lines: readonly Line[]) => ({
  items: lines.map(({ id, name, options, price, image, quantity }) => ({
    id,
    name,
    quantity,
    images: [{ src: image }],
    variation: Object.entries(options).map(([attribute, value]) => ({ attribute, value })),
    totals: { line_total: minor(price * quantity), currency_code: 'EUR', currency_minor_unit: 2 },
  })),
  items_count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
  totals: {
    total_price: minor(lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0)),
    currency_code: 'EUR',
    currency_minor_unit: 2,
  },
})

const minor = (amount: number) => String(Math.round(amount * 100))

const readCookies = (request: Request): ReadonlyMap<string, string> =>
  new Map(
    (request.headers.get('cookie') ?? '').split(/;\s*/).map(pair => {
      const [name = '', ...value] = pair.split('=')
      return [name, value.join('=')]
    }),
  )
