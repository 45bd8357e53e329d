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
    // It is of the customer: everybody who is not signed in has the same.
    const nonce = createHmac('sha256', secret)
      .update(cookies.get('customer') ?? '')
      .digest('hex')
      .slice(0, 10)
    const answer = (status: number, value: unknown) => Response.json(value, { status, headers: headers() })
    // There is no session before there is something in the cart.
    const headers = () => ({
      ...(lines.length > 0 ? { 'set-cookie': `wp_woocommerce_session=${session}; Path=/; SameSite=Lax; HttpOnly` } : {}),
      nonce,
      'cache-control': 'no-store',
    })

    if (pathname === '/wp-admin/admin-ajax.php' && searchParams.get('action') === 'craveva_identity')
      return answer(200, { token: identify(cookies.get('customer') ?? '') })
    // WordPress shows the page at once; here whoever asked for it is sent there.
    if (request.method === 'GET' && searchParams.has('add-to-cart')) {
      add(shop, lines, { id: Number(searchParams.get('add-to-cart')), quantity: Number(searchParams.get('quantity') ?? 1) })
      carts.set(session, lines)
      return new Response(null, { status: 302, headers: { ...headers(), location: pathname } })
    }
    if (pathname === cartPath && request.method === 'GET') return answer(200, toCart(lines))
    if (pathname !== `${cartPath}/add-item` || request.method !== 'POST') return null
    const given = request.headers.get('nonce')
    if (!given)
      return answer(401, {
        code: 'woocommerce_rest_missing_nonce',
        message: 'Missing the Nonce header. This endpoint requires a valid nonce.',
      })
    if (given !== nonce) return answer(403, { code: 'woocommerce_rest_invalid_nonce', message: 'Nonce is invalid.' })
    const refusal = add(shop, lines, JSON.parse(body) as Wish)
    if (!refusal) carts.set(session, lines)
    return refusal ? answer(400, refusal) : answer(201, toCart(lines))
  }
}

interface Wish {
  readonly id: number
  readonly quantity?: number
  /** For what a variation leaves open, by names. */
  readonly variation?: readonly { readonly attribute: string; readonly value: string }[]
}

const refused = (code: string, message: string) => ({ code: `woocommerce_rest_${code}`, message })

function add({ products, linkBase }: Shop, lines: Line[], { id, quantity = 1, variation = [] }: Wish) {
  const product = products.find(each => each.id === id || each.variations.some(({ id: own }) => own === id))
  if (!product) return refused('cart_invalid_product', `Product with ID "${id}" was not found and cannot be added to the cart.`)
  const isWhole = product.id === id && product.variations.length === 0
  const item = isWhole ? { ...product, options: {} } : product.variations.find(each => each.id === id)
  if (!item) return refused('missing_attributes', 'Missing attributes for variable product.')
  if (product.kind || product.isUnpriced) return refused('product_not_purchasable', `"${product.name}" is not available for purchase.`)
  const options = choose(product, item.options, variation)
  if ('code' in options) return options
  const line = lines.find(each => each.id === id && JSON.stringify(each.options) === JSON.stringify(options))
  const left = product.backorders || item.stock === null ? Number.POSITIVE_INFINITY : item.stock
  if (left === 0)
    return refused('product_out_of_stock', `You cannot add "${product.name}" to the cart because the product is out of stock.`)
  if (left < quantity + (line?.quantity ?? 0))
    return refused('product_partially_out_of_stock', `You cannot add that amount of "${product.name}" to the cart.`)
  if (line) line.quantity += quantity
  else lines.push({ id, name: product.name, options, price: item.price, image: linkBase + (product.image ?? ''), quantity })
  return null
}

/** The options of a variation and what was chosen where it leaves one open. */
function choose(product: FakeProduct, own: Readonly<Record<string, string>>, variation: NonNullable<Wish['variation']>) {
  const options: Record<string, string> = { ...own }
  for (const { attribute, value } of variation) {
    options[attribute] ??= value
    if (options[attribute] !== value || !product.options[attribute]?.includes(value))
      return refused('invalid_variation_data', `Invalid value posted for ${attribute}.`)
  }
  const open = Object.keys(product.options).find(name => options[name] === undefined)
  return open ? refused('missing_variation_data', `Missing variation data for variable product. ${open} is a required field`) : options
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
