import type { Onward } from '@craveva/adapter-kit/front-door'
import type { Host } from '@craveva/adapter-kit/host/start-host'
import { findFrontDoor } from '@craveva/core/channels/find-front-door'
import { findHookUrl } from '@craveva/core/channels/find-hook-url'
import type { Services } from '@craveva/core/context'
import express, { type Request as ExpressRequest, type Response as ExpressResponse, type Router } from 'express'
import { forwardHook, isForwarded } from './forward-hook.ts'
import { onwardOf, tellOnward } from './onward-header.ts'
import { toWebRequest } from './to-web-request.ts'

const largestBody = '5mb'
/** Seconds after which a platform is asked to come again, while nobody looks after a deployment. */
const againSeconds = 5

const frontDoorPaths = ['/hooks/:platform/app', '/hooks/:platform/app/*rest']
const paths = ['/hooks/:platform/:deployment_id', '/hooks/:platform/:deployment_id/*rest']

/**
 * `/hooks/<platform>/<deployment>` and all below: what platforms send, as raw bytes, to the process that looks after the deployment, be it
 * this one or another. `/hooks/<platform>/app` is for no deployment: an adapter's front door answers it, or says where it goes on.
 */
export function hookRoutes(services: Pick<Services, 'pool' | 'log'>, hosts: () => readonly Host[], ownUrl: () => string | null): Router {
  return routes(services, hosts, {
    deployment: async (platform, deploymentId) => {
      const url = await findHookUrl(services, platform, deploymentId)
      return url === ownUrl() ? null : url
    },
    frontDoor: platform => findFrontDoor(services, platform, ownUrl()),
  })
}

/** The same for a process that passes nothing on. */
export const localHookRoutes = (services: Pick<Services, 'log'>, hosts: () => readonly Host[]): Router =>
  routes(services, hosts, { deployment: async () => null, frontDoor: async () => null })

/** Addresses of other processes; null when there is none. */
interface Elsewhere {
  deployment(platform: string, deploymentId: string): Promise<string | null>
  frontDoor(platform: string): Promise<string | null>
}

function routes({ log }: Pick<Services, 'log'>, hosts: () => readonly Host[], elsewhere: Elsewhere): Router {
  const hostOf = (platform: string) => hosts().find(host => host.platform === platform)

  async function atDeployment(
    request: ExpressRequest,
    platform: string,
    { deploymentId, path }: Pick<Onward, 'deploymentId'> & { path?: string },
  ) {
    const webRequest = toWebRequest(request, path === undefined ? undefined : `/hooks/${platform}/${deploymentId}/${path}`)
    const here = hostOf(platform)?.handle(deploymentId, webRequest)
    if (here) return here
    const url = isForwarded(request) ? null : await elsewhere.deployment(platform, deploymentId)
    return url ? forwardHook(url, request, webRequest) : null
  }

  async function atFrontDoor(request: ExpressRequest, platform: string) {
    const webRequest = toWebRequest(request)
    const here = hostOf(platform)?.handleFrontDoor(webRequest)
    const url = here || isForwarded(request) ? null : await elsewhere.frontDoor(platform)
    const told = await (here ?? (url ? forwardHook(url, request, webRequest) : null))
    const onward = told instanceof Response ? (url ? onwardOf(told) : null) : told
    if (!onward) return told instanceof Response ? told : null
    const answered = await atDeployment(request, platform, onward)
    // Whoever passed it on here knows who else has the deployment.
    return answered ?? (isForwarded(request) ? tellOnward(onward) : null)
  }

  const router = express.Router({ caseSensitive: true })
  const raw = express.raw({ type: () => true, limit: largestBody, inflate: false })
  const answering =
    (find: (request: ExpressRequest, platform: string) => Promise<Response | null>) =>
    async (request: ExpressRequest, response: ExpressResponse) => {
      const { platform, deployment_id } = request.params
      try {
        const from = await find(request, String(platform))
        if (from) return await answer(response, from)
        return response.set('Retry-After', String(againSeconds)).status(503).end()
      } catch (error) {
        log.warn({ err: error, platform, deployment_id }, 'what a platform sent could not be taken')
        if (!response.headersSent) response.status(503).end()
      }
    }
  router.all(frontDoorPaths, raw, answering(atFrontDoor))
  router.all(
    paths,
    raw,
    answering((request, platform) => atDeployment(request, platform, { deploymentId: String(request.params.deployment_id) })),
  )
  return router
}

async function answer(response: ExpressResponse, from: Response) {
  response.status(from.status)
  for (const [name, value] of from.headers)
    if (!/^(connection|transfer-encoding|content-encoding|content-length)$/.test(name)) response.set(name, value)
  response.end(Buffer.from(await from.arrayBuffer()))
}
