import type { Host } from '@craveva/adapter-kit/host/start-host'
import { findHookUrl } from '@craveva/core/channels/find-hook-url'
import type { Services } from '@craveva/core/context'
import express, { type Request as ExpressRequest, type Response as ExpressResponse, type Router } from 'express'
import { toWebRequest } from './to-web-request.ts'

const largestBody = '5mb'
/** Milliseconds that another process has to answer. */
const patience = 10_000
/** Seconds after which a platform is asked to come again, while nobody looks after a deployment. */
const againSeconds = 5

const paths = ['/hooks/:platform/:deployment_id', '/hooks/:platform/:deployment_id/*rest']

/**
 * `/hooks/<platform>/<deployment>` and all below: what platforms send, as raw bytes, to the process that looks after the deployment, be it
 * this one or another.
 */
export function hookRoutes(services: Pick<Services, 'pool' | 'log'>, hosts: () => readonly Host[], ownUrl: () => string | null): Router {
  return routes(services, hosts, async (request, webRequest, platform, deploymentId) => {
    const elsewhere = request.get('x-craveva-hop') ? null : await findHookUrl(services, platform, deploymentId)
    return elsewhere && elsewhere !== ownUrl() ? forward(elsewhere, request, webRequest) : null
  })
}

/** The same for a process that passes nothing on. */
export const localHookRoutes = (services: Pick<Services, 'log'>, hosts: () => readonly Host[]): Router =>
  routes(services, hosts, async () => null)

type Elsewhere = (request: ExpressRequest, webRequest: Request, platform: string, deploymentId: string) => Promise<Response | null>

function routes({ log }: Pick<Services, 'log'>, hosts: () => readonly Host[], elsewhere: Elsewhere): Router {
  const router = express.Router({ caseSensitive: true })
  const raw = express.raw({ type: () => true, limit: largestBody, inflate: false })
  router.all(paths, raw, async (request, response) => {
    const platform = String(request.params.platform)
    const deploymentId = String(request.params.deployment_id)
    try {
      const webRequest = toWebRequest(request)
      const here = hosts()
        .find(host => host.platform === platform)
        ?.handle(deploymentId, webRequest)
      const from = await (here ?? elsewhere(request, webRequest, platform, deploymentId))
      if (from) return await answer(response, from)
      return response.set('Retry-After', String(againSeconds)).status(503).end()
    } catch (error) {
      log.warn({ err: error, platform, deployment_id: deploymentId }, 'what a platform sent could not be taken')
      if (!response.headersSent) response.status(503).end()
    }
  })
  return router
}

/** To the process that has the deployment; it does not pass it on. */
function forward(hookUrl: string, request: ExpressRequest, webRequest: Request) {
  const headers = new Headers(webRequest.headers)
  headers.set('x-craveva-hop', '1')
  headers.delete('host')
  headers.delete('connection')
  headers.delete('content-length')
  const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? new Uint8Array(request.body) : null
  const url = `${hookUrl.replace(/\/+$/, '')}${request.originalUrl}`
  return fetch(url, { method: request.method, headers, body, redirect: 'manual', signal: AbortSignal.timeout(patience) })
}

async function answer(response: ExpressResponse, from: Response) {
  response.status(from.status)
  for (const [name, value] of from.headers)
    if (!/^(connection|transfer-encoding|content-encoding|content-length)$/.test(name)) response.set(name, value)
  response.end(Buffer.from(await from.arrayBuffer()))
}
