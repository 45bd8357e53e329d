import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { WidgetConfig } from '@craveva/sdk/chat'
import { createFakeApi } from './fake-api.ts'
import { toScript } from './to-script.ts'

export interface Page {
  readonly html: string
  readonly headers?: Record<string, string>
}

export type FakeSite = Awaited<ReturnType<typeof startFakeSite>>

/** A server that is everything at once: the shop's pages, the widget built in `dist` as the product serves it, and a scripted API. */
export async function startFakeSite(dist: string, config: WidgetConfig) {
  const api = createFakeApi(config)
  const pages = new Map<string, Page>()
  const visits: string[] = []
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://fake')
    if (await api.handle(request, response)) return
    visits.push(pathname)
    const page = pages.get(pathname)
    if (page) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers }).end(page.html)
    else await serveWidget(dist, pathname, response, api.config)
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    api,
    origin,
    pages,
    /** Paths that were asked for, but those of the API. */
    visits,
    close: () => {
      api.release()
      server.closeAllConnections()
      return new Promise(done => server.close(done))
    },
  }
}

async function serveWidget(dist: string, path: string, response: ServerResponse, config: WidgetConfig) {
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  }
  try {
    if (path === '/widget.js') {
      const { panel, integrity } = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8'))
      const settings = { panel: `/widget/${panel}`, integrity, config }
      const source = await readFile(join(dist, 'widget.js'), 'utf8')
      response.writeHead(200, headers).end(source.replace('"__CRAVEVA_SETTINGS__"', () => toScript(settings)))
    } else if (path.startsWith('/widget/') || path.startsWith('/static/')) {
      response.writeHead(200, headers).end(await readFile(join(dist, path.replace(/^\/\w+\//, '').replaceAll('..', ''))))
    } else response.writeHead(404).end()
  } catch {
    response.writeHead(404).end()
  }
}
