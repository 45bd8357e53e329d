import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Services } from '@craveva/core/context'
import { readWidgetConfig } from '@craveva/core/conversations/widget-config'
import express, { type Request, type Response, Router } from 'express'

import { keepAssets } from './keep-assets.ts'

const compress = promisify(brotliCompress)
const settingsToken = '"__CRAVEVA_SETTINGS__"'
const year = 31_536_000

interface Manifest {
  readonly panel: string
  readonly integrity: string
}

/**
 * Serves the built widget: `/widget.js?agent=…` with the agent's settings written in, cached for a minute, and its hashed files below
 * `/widget/assets/`, which never change and are kept for a while when newer ones come; `/widget/manifest.json` names those of this widget. Any
 * page may load them: what an agent answers is decided by the API.
 */
export async function widgetRoutes(services: Services, dist: string, dataDir: string): Promise<Router> {
  const router = Router()
  if (!existsSync(join(dist, 'manifest.json'))) return router
  const loader = await readFile(join(dist, 'widget.js'), 'utf8')
  const manifest = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8')) as Manifest
  const serve = scriptServer()
  const kept = join(dataDir, 'widget')
  await keepAssets(join(dist, 'assets'), kept)

  router.get('/widget.js', async (request, response) => {
    const agent = typeof request.query.agent === 'string' ? request.query.agent : null
    const config = agent ? await readWidgetConfig(services, agent) : null
    const settings = { panel: `/widget/${manifest.panel}`, integrity: manifest.integrity, config }
    await serve(
      request,
      response,
      loader.replace(settingsToken, () => toScript(settings)),
    )
  })
  router.get('/widget/manifest.json', allowEverywhere, (_request, response) => {
    response.set('Cache-Control', 'public, max-age=60').json(manifest)
  })
  router.use(
    '/widget/assets',
    allowEverywhere,
    preferBrotli(kept),
    express.static(kept, { immutable: true, maxAge: year * 1000, index: false }),
  )
  return router
}

/** What the widget takes for granted. */
const defaults: Record<string, unknown> = { position: 'right', theme: 'auto', attachments: true }

/** JSON that is safe within a script: no closing tag, no line separators. What is null, as by default or needed only here is left out. */
const toScript = (value: unknown) =>
  JSON.stringify(value, (key, inner) => (key === 'context_keys' || defaults[key] === inner ? undefined : (inner ?? undefined)))
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')

/** Sends a script with its hash as ETag, compressed once for each content. */
function scriptServer() {
  const compressed = new Map<string, Buffer>()
  return async (request: Request, response: Response, script: string) => {
    const etag = `"${createHash('sha256').update(script).digest('base64url').slice(0, 22)}"`
    response.set({
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=60, stale-while-revalidate=86400',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Access-Control-Allow-Origin': '*',
      Vary: 'Accept-Encoding',
      ETag: etag,
    })
    if (request.get('if-none-match') === etag) return void response.status(304).end()
    if (!request.acceptsEncodings('br')) return void response.send(script)
    let body = compressed.get(etag)
    if (!body) {
      body = await pack(script)
      if (compressed.size > 500) compressed.clear()
      compressed.set(etag, body)
    }
    response.set('Content-Encoding', 'br')
    response.end(body)
  }
}

/** Brotli at its best, with distances written in many ways: which is shortest depends on the text. */
async function pack(text: string) {
  const ways = [0, 1, 2, 3].flatMap(postfix =>
    [0, 2, 6].map(direct =>
      compress(text, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
          [constants.BROTLI_PARAM_NDIRECT]: direct << postfix,
        },
      }),
    ),
  )
  return (await Promise.all(ways)).reduce((best, each) => (each.length < best.length ? each : best))
}

function allowEverywhere(_request: Request, response: Response, next: () => void) {
  response.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
  next()
}

const contentTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** Sends the file that was compressed when the widget was built. */
const preferBrotli = (folder: string) => (request: Request, response: Response, next: () => void) => {
  const [name, ending = ''] = /^\/[\w.-]+\.(js|json)$/.exec(request.path) ?? []
  if (!name || !request.acceptsEncodings('br') || !existsSync(join(folder, `${name}.br`))) return next()
  const headers = {
    'Content-Type': contentTypes[ending],
    'Content-Encoding': 'br',
    'Cache-Control': `public, max-age=${year}, immutable`,
    Vary: 'Accept-Encoding',
  }
  response.set(headers)
  // Below a root, as a file is refused whose whole path goes through a folder like `.data`.
  response.sendFile(`${name}.br`, { root: folder, headers, cacheControl: false })
}
