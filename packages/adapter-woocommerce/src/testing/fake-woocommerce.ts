import { createHmac, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Reach } from '../reach.ts'
import { answerAsPlugin, type FakePlugin } from './fake-plugin.ts'
import { type FakeOrder, type FakePage, type FakeProduct, fakeOrders, fakePages, fakeProducts } from './fake-shop-data.ts'
import { storeProducts } from './fake-store-products.ts'
import { isAuthorised } from './woo-authorization.ts'

/**
 * A WordPress with WooCommerce, as far as its REST API v3, Store API, wc-auth and webhooks are used: the same paths, shapes, errors and
 * peculiarities. It listens on loopback; `reach` leads `https://shop.example` there, as a server behind TLS would be reached, and `http://shop.example`.
 */
export interface FakeWooCommerce {
  /** Of the fake itself, over http. */
  readonly url: string
  /** For code under test: `shop.example` and the fake's own address lead here, and nothing else leads anywhere. */
  readonly reach: Reach
  readonly keys: { consumerKey: string; consumerSecret: string }
  readonly products: FakeProduct[]
  readonly orders: FakeOrder[]
  readonly pages: FakePage[]
  /** Where pages and pictures are said to be. */
  linkBase: string
  /** Of prices in the Store API. */
  decimals: number
  readonly webhooks: FakeWebhook[]
  frontPage: string
  /** Ours, once it is uploaded. */
  plugin: FakePlugin | null
  /** Paths that were asked for, with their method. */
  readonly calls: string[]
  /** Whether it has a certificate; otherwise nothing answers at `https://shop.example`. */
  hasHttps: boolean
  /** As with servers that keep the header from PHP. */
  dropAuthorization: boolean
  /** The WordPress user whose keys they are was deleted: WooCommerce then answers as to nobody. */
  ownerDeleted: boolean
  /** The keys may not write. */
  readOnly: boolean
  /** Answers everything with this status. */
  failWith: number | null
  /** What stands before the shop and answers in its place, such as a firewall; null for what it lets pass. */
  before: (address: URL) => FakePageBefore | null
  /** Delivers to the webhooks of a topic, signed as the shop does; twice the same id is one second. */
  webhook(topic: string, payload: unknown, secret?: string): { readonly headers: Record<string, string>; readonly body: string }
  close(): Promise<void>
}

/** HTML, unless its type says otherwise. */
export interface FakePageBefore {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface FakeWebhook {
  readonly id: number
  readonly topic: string
  readonly delivery_url: string
  readonly secret: string
  status: 'active' | 'paused' | 'disabled'
}

export const shopUrl = 'https://shop.example'
/** The same without a certificate. */
export const openShopUrl = 'http://shop.example'

export interface FakeContents {
  readonly products?: FakeProduct[]
  readonly orders?: FakeOrder[]
  readonly pages?: FakePage[]
}

/** Starts it with the goods that the suite asks for, unless others are given. */
export async function startFakeWooCommerce(contents: FakeContents = {}): Promise<FakeWooCommerce> {
  const fake = {
    keys: { consumerKey: `ck_${randomBytes(20).toString('hex')}`, consumerSecret: `cs_${randomBytes(20).toString('hex')}` },
    products: contents.products ?? fakeProducts(),
    orders: contents.orders ?? fakeOrders(),
    pages: contents.pages ?? fakePages(),
    linkBase: shopUrl,
    decimals: 2,
    webhooks: [] as FakeWebhook[],
    frontPage: '<!doctype html><title>Shop</title>',
    plugin: null as FakePlugin | null,
    calls: [] as string[],
    hasHttps: true,
    dropAuthorization: false,
    ownerDeleted: false,
    readOnly: false,
    failWith: null as number | null,
    before: (() => null) as FakeWooCommerce['before'],
  }
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const known = request.headers['x-forwarded-host']
    const target = new URL(request.url ?? '/', known ? `${request.headers['x-forwarded-proto']}://${known}` : url)
    const body = await textOf(request)
    fake.calls.push(`${request.method} ${target.pathname}`)
    const page = fake.before(target)
    if (page) {
      const headers = { 'content-type': 'text/html; charset=UTF-8', ...page.headers }
      return void response.writeHead(page.status, headers).end(page.body)
    }
    if (fake.failWith) return send(response, fake.failWith, { code: 'error', message: 'A fault' })
    if (target.pathname === '/') return response.setHeader('content-type', 'text/html; charset=UTF-8').end(fake.frontPage)
    const path = target.pathname.replace(/^\/wp-json\//, '')
    if (path.startsWith('wc/store/v1/products')) return send(response, 200, storeProducts(fake, target.searchParams))
    if (path === 'wp/v2/pages') return send(response, 200, fake.pages)
    const isPlugin = path === 'wc-craveva/v1/connection'
    if (!path.startsWith('wc/v3/') && !isPlugin) return send(response, 404, { code: 'rest_no_route', message: 'No route was found' })
    const refusal = isAuthorised(request, target, fake.keys, fake.dropAuthorization)
    if (refusal) return send(response, 401, refusal)
    if (fake.ownerDeleted)
      return send(response, 401, { code: 'woocommerce_rest_cannot_view', message: 'Sorry, you cannot list resources.' })
    if (fake.readOnly && request.method !== 'GET')
      return send(response, 401, {
        code: 'woocommerce_rest_authentication_error',
        message: 'The API key provided does not have write permissions.',
      })
    if (isPlugin) {
      const answer = answerAsPlugin(fake.plugin, request.method ?? 'GET', body)
      return send(response, answer.status, answer.body)
    }
    return answerRest(fake, path.slice('wc/v3/'.length), request.method ?? 'GET', target.searchParams, body, response)
  }

  return Object.assign(fake, {
    url,
    reach: (async (address, { method = 'GET', headers, body, timeoutMs, maxBytes, signal }) => {
      const { origin, host, protocol } = new URL(address)
      const target = [shopUrl, openShopUrl].includes(origin) ? url + address.slice(origin.length) : address
      if (!target.startsWith(`${url}/`)) throw new Error(`${host} is not reached in tests.`)
      if (protocol === 'https:' && !fake.hasHttps) throw new Error(`Nobody answers at port 443 of ${host}.`)
      const forwarded = target === address ? {} : { 'x-forwarded-proto': protocol.slice(0, -1), 'x-forwarded-host': host }
      const answer = await fetch(target, {
        method,
        headers: { ...headers, ...forwarded },
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      })
      const all = Buffer.from(await answer.arrayBuffer())
      const given = { status: answer.status, headers: Object.fromEntries(answer.headers) }
      return { ...given, body: all.subarray(0, maxBytes), truncated: all.length > maxBytes }
    }) satisfies Reach,
    webhook(topic: string, payload: unknown, secret = fake.webhooks.find(hook => hook.topic === topic)?.secret ?? '') {
      const body = JSON.stringify(payload)
      const headers = {
        'content-type': 'application/json',
        'x-wc-webhook-topic': topic,
        'x-wc-webhook-resource': topic.split('.')[0] ?? '',
        'x-wc-webhook-event': topic.split('.')[1] ?? '',
        'x-wc-webhook-id': '1',
        'x-wc-webhook-delivery-id': createHmac('md5', 'one second').update('1').digest('hex'),
        'x-wc-webhook-source': `${shopUrl}/`,
        'x-wc-webhook-signature': createHmac('sha256', secret).update(body).digest('base64'),
      }
      return { headers, body }
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  })
}

type Data = Pick<FakeWooCommerce, 'products' | 'orders' | 'webhooks' | 'linkBase'>

function answerRest(data: Data, path: string, method: string, query: URLSearchParams, body: string, response: ServerResponse) {
  const [kind, id] = path.split('/')
  if (Number(query.get('per_page') ?? 10) > 100) return send(response, 400, { code: 'rest_invalid_param', message: 'per_page' })
  if (kind === 'orders' && method === 'GET') {
    if (id) {
      const order = data.orders.find(candidate => String(candidate.id) === id)
      return order
        ? send(response, 200, restOrder(order))
        : send(response, 404, { code: 'woocommerce_rest_shop_order_invalid_id', message: 'Invalid ID.' })
    }
    return send(response, 200, findOrders(data, query).map(restOrder))
  }
  if (kind === 'products' && method === 'GET' && id) {
    const product = data.products.find(candidate => String(candidate.id) === id)
    if (product) return send(response, 200, restProduct(product, data.linkBase))
    return send(response, 404, { code: 'woocommerce_rest_product_invalid_id', message: 'Invalid ID.' })
  }
  if (kind === 'products' && method === 'GET') return listProducts(data, query, response)
  if (kind === 'webhooks') return webhooks(data, method, id, body, response)
  if (kind === 'system_status') return send(response, 200, { environment: { version: '11.0.1' } })
  send(response, 404, { code: 'rest_no_route', message: 'No route was found' })
}

/** The search of orders finds letters as they stand in names, addresses, phones, e-mails and ids, and not numbers of plugins. */
function findOrders({ orders }: Data, query: URLSearchParams): FakeOrder[] {
  const search = query.get('search')?.toLowerCase()
  const customer = query.get('customer')
  return orders
    .filter(({ customerId }) => customer === null || String(customerId) === customer)
    .filter(({ id, email, phone, postcode }) => !search || [id, email, phone, postcode].join('\n').toLowerCase().includes(search))
    .slice(0, Number(query.get('per_page') ?? 10))
}

const restOrder = ({ id, number, status, email, phone, country = 'DE', postcode, customerId, items, total, tracking }: FakeOrder) => ({
  id,
  number,
  status,
  currency: 'EUR',
  total,
  date_created_gmt: '2026-11-20T09:30:00',
  customer_id: customerId,
  order_key: 'wc_order_secret',
  payment_url: `${shopUrl}/checkout/pay/${id}?key=wc_order_secret`,
  customer_ip_address: '203.0.113.9',
  billing: { first_name: 'Secret', last_name: 'Name', address_1: 'Secret street 1', email, phone, postcode, country },
  shipping: { first_name: 'Secret', last_name: 'Name', address_1: 'Secret street 1', phone: '', postcode, country },
  line_items: items.map(({ name, quantity }) => ({ name, quantity, image: { src: `${shopUrl}/images/item.jpg` } })),
  meta_data: tracking
    ? [
        {
          id: 1,
          key: '_wc_shipment_tracking_items',
          value: [{ tracking_provider: tracking.carrier, tracking_number: tracking.number, tracking_link: '' }],
        },
      ]
    : [],
})

function listProducts({ products, linkBase }: Data, query: URLSearchParams, response: ServerResponse) {
  const after = query.get('modified_after')
  const size = Number(query.get('per_page') ?? 10)
  const offset = Number(query.get('offset') ?? (Number(query.get('page') ?? 1) - 1) * size)
  const status = query.get('status') ?? 'any'
  const found = products
    .filter(({ modified }) => !after || modified > after.replace(/\.\d+Z?$|Z$/, ''))
    .filter(product => status === 'any' || (product.status ?? 'publish') === status)
  response.setHeader('x-wp-total', String(found.length))
  response.setHeader('x-wp-totalpages', String(Math.ceil(found.length / size)))
  const fields = query.get('_fields')?.split(',')
  const rows = found.slice(offset, offset + size).map(product => restProduct(product, linkBase))
  return send(
    response,
    200,
    fields ? rows.map(row => Object.fromEntries(Object.entries(row).filter(([name]) => fields.includes(name)))) : rows,
  )
}

const restProduct = (product: FakeProduct, linkBase: string) => ({
  id: product.id,
  name: product.name,
  permalink: `${linkBase}/product/${product.id}/`,
  status: product.status ?? 'publish',
  post_password: product.password ?? '',
  catalog_visibility: product.visibility ?? 'visible',
  sku: product.sku,
  short_description: product.description,
  description: '',
  date_modified_gmt: product.modified,
  categories: (product.categories ?? ['Things']).map(name => ({ name })),
  attributes: Object.entries(product.options).map(([name, options]) => ({ name, options })),
  price: product.isUnpriced ? '' : String(product.price),
  regular_price: product.isUnpriced ? '' : String(product.regularPrice),
  purchasable: !product.isUnpriced && !product.kind,
})

function webhooks(data: Data, method: string, id: string | undefined, body: string, response: ServerResponse) {
  if (method === 'GET') return send(response, 200, data.webhooks)
  if (method === 'POST') {
    const { topic, delivery_url, secret } = JSON.parse(body) as Pick<FakeWebhook, 'topic' | 'delivery_url' | 'secret'>
    if (!/^(product|order|customer|coupon)\.(created|updated|deleted|restored)$/.test(topic))
      return send(response, 400, {
        code: 'woocommerce_rest_shop_webhook_invalid_topic',
        message: 'Webhook topic is required and must be valid.',
      })
    const hook: FakeWebhook = { id: data.webhooks.length + 1, topic, delivery_url, secret, status: 'active' }
    data.webhooks.push(hook)
    return send(response, 201, hook)
  }
  const place = data.webhooks.findIndex(hook => String(hook.id) === id)
  const hook = data.webhooks[place]
  if (!hook) return send(response, 404, { code: 'woocommerce_rest_shop_webhook_invalid_id', message: 'ID is invalid.' })
  if (method === 'PUT') Object.assign(hook, JSON.parse(body))
  else data.webhooks.splice(place, 1)
  return send(response, 200, hook)
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

function send(response: ServerResponse, status: number, body: unknown) {
  response.statusCode = status
  response.setHeader('content-type', 'application/json; charset=UTF-8')
  response.end(JSON.stringify(body))
}
