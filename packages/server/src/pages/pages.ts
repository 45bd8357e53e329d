import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import express, { type Response, Router } from 'express'

/** Pages that mails and claim links lead to. */
const linkPages = ['reset-password', 'verify-email', 'accept-invitation', 'claim-shop'] as const

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

/** The pages that the program serves itself: what links in mails lead to, below `/console`, and the reference with a console, at `/docs`. */
export function pageRoutes(folder: string): Router {
  const router = Router({ strict: true })
  for (const name of linkPages) router.get(`/console/${name}`, (_request, response) => sendPage(response, folder, `${name}.html`))
  router.get('/docs', (_request, response) => sendPage(response, folder, 'docs.html'))
  router.get('/docs/', (_request, response) => response.redirect(308, '/docs'))
  router.use('/pages', express.static(folder, { index: false, extensions: [], maxAge: '5m', setHeaders: noSniff }))
  router.get('/docs/assets/:name', (request, response, next) => {
    const { name } = request.params
    if (name !== 'swagger-ui-bundle.js' && name !== 'swagger-ui.css') return next()
    noSniff(response)
    response.sendFile(name, { root: swaggerFolder(), maxAge: '1h' }, error => error && next(error))
  })
  return router
}

/** Below a root, as a file is refused whose whole path goes through a folder that begins with a dot. */
function sendPage(response: Response, folder: string, name: string) {
  response.set({
    'Content-Security-Policy': policy,
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache',
  })
  response.sendFile(name, { root: folder, cacheControl: false })
}

const noSniff = (response: Pick<Response, 'setHeader'>) => response.setHeader('X-Content-Type-Options', 'nosniff')

const swaggerFolder = () => dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
