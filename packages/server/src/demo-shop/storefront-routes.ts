import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import express, { type Request as ExpressRequest, type Response as ExpressResponse, Router } from 'express'
import { toWebRequest } from '../adapters/to-web-request.ts'
import type { DemoPlatform } from './demo-platform.ts'
import { customers, type Goods, type Product } from './goods.ts'

export interface Storefront {
  /** Of the demo: pictures, styles, pages. */
  readonly folder: string
  readonly platform: DemoPlatform
  readonly goods: Goods
  /** Where the widget comes from. */
  readonly serverUrl: string
  readonly agentId: string
}

/** The pages of a demo shop: those of the platform's own making, and a front page with goods, cart and chat. */
export async function storefrontRoutes({ folder, platform, goods, serverUrl, agentId }: Storefront): Promise<Router> {
  const router = Router({ strict: true })
  const home = (await readFile(join(folder, 'storefront/index.html'), 'utf8'))
    .replaceAll('{{platform}}', platform.title)
    .replace('{{customers}}', () => customers.map(({ id, name }) => `<option value="${id}">${name}</option>`).join(''))
    .replace('{{scripts}}', () => `${tag(`${serverUrl}/widget.js?agent=${agentId}`)}${tag('/shop.js', platform.script.data)}`)
  const page = await readFile(join(folder, 'storefront/page.html'), 'utf8')
  const shown = goods.products.map(toShown)

  router.use(express.raw({ type: () => true, limit: '100kb' }), async (request, response, next) => {
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
    const answer = await platform.storefront(toWebRequest(request), body).catch(() => new Response(null, { status: 502 }))
    if (answer) await send(response, answer)
    else next()
  })
  router.get('/', (_request, response) => sendPage(response, home, serverUrl))
  router.get(['/product/:id', '/product/:id/', '/products/:id'], (request: ExpressRequest, response: ExpressResponse) =>
    response.redirect(`/#p${Number(request.params.id)}`),
  )
  router.get('/pages/:name', (request, response, next) => {
    const policy = goods.policies.find(({ path }) => path === `/pages/${request.params.name}`)
    if (!policy) return next()
    sendPage(
      response,
      page.replaceAll('{{title}}', policy.title).replace('{{content}}', () => policy.html),
      serverUrl,
    )
  })
  router.get('/products.json', (_request, response) => void response.json(shown))
  router.get('/shop.js', (_request, response) => response.sendFile(basename(platform.script.path), { root: dirname(platform.script.path) }))
  router.use('/images', express.static(join(folder, 'images'), { index: false }))
  router.use('/shop', express.static(join(folder, 'shop'), { index: false }))
  router.use('/storefront', express.static(join(folder, 'storefront'), { index: false }))
  return router
}

const tag = (source: string, data: Readonly<Record<string, string>> = {}) =>
  `<script async src="${source}"${Object.entries(data)
    .map(([name, value]) => ` data-${name}="${value}"`)
    .join('')}></script>`

/** What the front page shows of a product, and which variant its button takes. */
function toShown({ id, title, image, type, variants }: Product) {
  const byPrice = variants.toSorted((a, b) => a.price - b.price)
  const variant = byPrice.find(({ stock }) => stock > 0) ?? byPrice[0]
  return {
    id,
    title,
    image,
    type,
    price: variant?.price ?? 0,
    compare_at_price: variant?.compareAtPrice ?? null,
    available: (variant?.stock ?? 0) > 0,
    variant_id: variant?.id ?? id,
    price_varies: new Set(variants.map(({ price }) => price)).size > 1,
  }
}

async function send(response: ExpressResponse, from: Response) {
  response.status(from.status)
  for (const [name, value] of from.headers) response.append(name, value)
  response.send(Buffer.from(await from.arrayBuffer()))
}

function sendPage(response: ExpressResponse, html: string, serverUrl: string) {
  response.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `default-src 'none'; script-src 'self' ${serverUrl}; style-src 'self'; img-src 'self' data: ${serverUrl}; connect-src 'self' ${serverUrl}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
  })
  response.send(html)
}
