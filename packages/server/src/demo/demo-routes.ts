import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { type Response, Router } from 'express'
import { marked } from 'marked'
import { readProducts } from './read-products.ts'

/** The demo shop below `/demo/`; `agentId` says whose widget its pages carry, once there is one. */
export async function demoRoutes(folder: string, agentId: () => string | null): Promise<Router> {
  const router = Router({ strict: true })
  const home = await readFile(join(folder, 'shop/index.html'), 'utf8')
  const page = await readFile(join(folder, 'shop/page.html'), 'utf8')
  const products = await readProducts(join(folder, 'products.csv'))
  const widgetTag = () => (agentId() ? `<script async src="/widget.js?agent=${agentId()}"></script>` : '')

  router.get('/demo', (_request, response) => response.redirect('/demo/'))
  router.get('/demo/', (_request, response) => sendPage(response, home.replace('{{widget}}', widgetTag)))
  router.get('/demo/products.json', (_request, response) => void response.json(products))
  router.get('/demo/pages/:name', async (request, response, next) => {
    const { name } = request.params
    if (!/^[a-z-]+(\.[a-z]{2})?$/.test(name)) return next()
    const source = await readFile(join(folder, 'pages', `${name}.md`), 'utf8').catch(() => null)
    if (source === null) return next()
    const markdown = source.replace(/^---\n[\s\S]*?\n---\n/, '')
    const title = /^# (.+)$/m.exec(markdown)?.[1] ?? name
    const content = await marked.parse(markdown)
    sendPage(
      response,
      page
        .replaceAll('{{title}}', () => title)
        .replace('{{content}}', () => content)
        .replace('{{widget}}', widgetTag),
    )
  })
  router.use('/demo/shop', express.static(join(folder, 'shop'), { index: false, maxAge: '5m' }))
  router.use('/demo/images', express.static(join(folder, 'images'), { index: false, maxAge: '1d' }))
  return router
}

/** As strict a policy as a careful shop has: the widget must work under it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

function sendPage(response: Response, html: string) {
  response.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
  })
  response.send(html)
}
