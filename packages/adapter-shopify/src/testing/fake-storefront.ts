import { randomUUID } from 'node:crypto'
import type { FakeCatalogue, FakeProduct, FakeVariant } from './fake-catalogue.ts'

/** Leads a request of the page to the app's own address, signed by the shop with who is signed in; null for nobody. */
export type Proxy = (customer: string | null) => Promise<Response>

interface Line {
  readonly product: FakeProduct
  readonly variant: FakeVariant
  quantity: number
}

/**
 * What a storefront of Shopify does for the pages of one shop: the cart of its Ajax API, links that put something in, and the app proxy. Null for
 * what is none of it.
 */
export function createFakeStorefront(catalogue: Pick<FakeCatalogue, 'products' | 'linkBase'>, proxy: Proxy) {
  const carts = new Map<string, Line[]>()

  return async function storefront(request: Request, body: string): Promise<Response | null> {
    const { pathname } = new URL(request.url)
    const cookies = readCookies(request)
    if (pathname === '/apps/craveva/identity') return proxy(cookies.get('customer') ?? null)
    const session = cookies.get('cart') ?? randomUUID()
    const lines = carts.get(session) ?? []
    carts.set(session, lines)
    const headers = { 'set-cookie': `cart=${session}; Path=/; SameSite=Lax; HttpOnly`, 'cache-control': 'no-store' }
    const [, variant, quantity] = /^\/cart\/(\d+):(\d+)$/.exec(pathname) ?? []
    if (variant) {
      add(catalogue, lines, Number(variant), Number(quantity))
      return new Response(null, { status: 302, headers: { ...headers, location: '/' } })
    }
    if (pathname === '/cart.js' && request.method === 'GET') return Response.json(toCart(lines, catalogue.linkBase), { headers })
    if (pathname !== '/cart/add.js' || request.method !== 'POST') return null
    const { items } = JSON.parse(body) as { items: { id: number; quantity: number }[] }
    for (const item of items) {
      const refusal = add(catalogue, lines, item.id, item.quantity)
      if (refusal) return Response.json({ status: 422, message: 'Cart Error', description: refusal }, { status: 422, headers })
    }
    return Response.json({ items: toCart(lines, catalogue.linkBase).items }, { headers })
  }
}

function add({ products }: Pick<FakeCatalogue, 'products'>, lines: Line[], id: number, quantity: number): string | null {
  const product = products.find(({ variants }) => variants.some(variant => variant.id === id))
  const variant = product?.variants.find(each => each.id === id)
  if (!product || !variant) return 'Cannot find variant'
  const line = lines.find(each => each.variant.id === id)
  if (variant.stock < quantity + (line?.quantity ?? 0)) return `The product '${product.title}' is already sold out.`
  if (line) line.quantity += quantity
  else lines.push({ product, variant, quantity })
  return null
}

/** Prices in hundredths. */
const toCart = (lines: readonly Line[], linkBase: string) => ({
  currency: 'EUR',
  item_count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
  total_price: lines.reduce((sum, { variant, quantity }) => sum + cents(variant) * quantity, 0),
  items: lines.map(({ product, variant, quantity }) => ({
    id: variant.id,
    product_title: product.title,
    variant_title: product.variants.length > 1 ? Object.values(variant.options).join(' / ') : null,
    quantity,
    final_line_price: cents(variant) * quantity,
    image: linkBase + (product.image ?? ''),
  })),
})

const cents = ({ price }: FakeVariant) => Math.round(Number(price) * 100)

const readCookies = (request: Request): ReadonlyMap<string, string> =>
  new Map(
    (request.headers.get('cookie') ?? '').split(/;\s*/).map(pair => {
      const [name = '', ...value] = pair.split('=')
      return [name, value.join('=')]
    }),
  )
