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

/** `/hooks/<platform>/<deployment>` and all below: what platforms send, as raw bytes, to the process that looks after the deployment. */
export function hookRoutes(services: Pick<Services, 'pool' | 'log'>, hosts: () => readonly Host[], ownUrl: () => string | null): Router {
  const router = express.Router({ caseSensitive: true })
  const raw = express.raw({ type: () => true, limit: largestBody, inflate: false })
  router.all(['/hooks/:platform/:deployment_id', '/hooks/:platform/:deployment_id/*rest'], raw, async (request, response) => {
    const platform = String(request.params.platform)
    const deploymentId = String(request.params.deployment_id)
    try {
      const webRequest = toWebRequest(request)
      const here = hosts()
        .find(host => host.platform === platform)
        ?.handle(deploymentId, webRequest)
      if (here) return await answer(response, await here)
      const elsewhere = request.get('x-craveva-hop') ? null : await findHookUrl(services, platform, deploymentId)
      if (elsewhere && elsewhere !== ownUrl()) return await answer(response, await forward(elsewhere, request, webRequest))
      return response.set('Retry-After', String(againSeconds)).status(503).end()
    } catch (error) {
      services.log.warn({ err: error, platform, deployment_id: deploymentId }, 'what a platform sent could not be taken')
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
