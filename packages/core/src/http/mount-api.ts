import type { Endpoint } from '@craveva/contract/endpoint'
import { isVersioned } from '@craveva/contract/versioned'
import type { Request, Router } from 'express'
import type { PublicContext, Services, VisitorContext } from '../context.ts'
import { admitVisitor } from '../deployments/admit-visitor.ts'
import { identifyVisitor, keyOfVisitor } from '../deployments/identify-visitor.ts'
import { bearerToken, callerOf } from './caller-of.ts'
import { admitConsole, isConsole } from './console-origin.ts'
import { admitOrigin, answerPreflight } from './cors.ts'
import { readersOf, tagOf } from './entity-tag.ts'
import { type AnyHandler, attached, type Exchange, requestIdOf } from './exchange.ts'
import { isEventStream, isFileAnswer } from './handlers.ts'
import { limitCall } from './limit-call.ts'
import { withCall } from './read-call.ts'
import { sendError } from './send-error.ts'
import { sendFile } from './send-file.ts'
import { serveService } from './serve-service.ts'
import { serveUser } from './serve-user.ts'
import { writeEventStream } from './write-event-stream.ts'

/** Mounts every endpoint of the contract with its handler; there is no other way for a route into the API. `handlers` has the same keys as `api`. */
export function mountApi(
  router: Router,
  services: Services,
  api: Record<string, Record<string, Endpoint>>,
  handlers: Record<string, unknown>,
) {
  const routes = Object.entries(api).flatMap(([slice, endpoints]) =>
    Object.entries(endpoints).map(([name, endpoint]) => {
      const handler = (handlers[slice] as Record<string, AnyHandler>)[name]
      if (!handler) throw new Error(`The endpoint ${slice}.${name} has no handler`)
      return { services, name: `${slice}.${name}`, endpoint, handler }
    }),
  )
  const readers = readersOf(routes)
  for (const route of routes) mount(router, { ...route, readers })
}

function mount(router: Router, route: Omit<Exchange, 'request' | 'response'>) {
  const { services, endpoint } = route
  const { method, path } = endpoint.operation
  const isTagged = method === 'GET' && isVersioned(endpoint.operation)
  const verb = method.toLowerCase() as Lowercase<typeof method>
  router[verb](path, async (request, response) => {
    const startedAt = performance.now()
    try {
      const result = await serve({ ...route, request, response })
      if (isEventStream(result)) return await writeEventStream(response, result)
      if (isFileAnswer(result)) return await sendFile(response, endpoint, result)
      if (services.config.checkAnswers) endpoint.answer.parse(result)
      if (isTagged) response.set('ETag', tagOf(result))
      response.status(endpoint.operation.status).json(result)
    } catch (error) {
      sendError(response, services.log, error)
    } finally {
      services.metrics.answered(route.name, response.statusCode, (performance.now() - startedAt) / 1000)
    }
  })
  router.options(path, async (request, response, next) => {
    const { origin } = callerOf(request)
    if (!origin || !(await originIsAdmitted(services, endpoint, request, origin))) return next()
    admitOrigin(response, origin)
    answerPreflight(response)
  })
}

function serve(exchange: Exchange) {
  switch (exchange.endpoint.operation.access.kind) {
    case 'visitor':
      return serveVisitor(exchange)
    case 'public':
      return servePublic(exchange)
    case 'user':
      return serveUser(exchange)
    case 'service':
      return serveService(exchange)
  }
}

async function serveVisitor(exchange: Exchange) {
  const { services, endpoint, request, response } = exchange
  const caller = callerOf(request)
  const admission = await admitVisitor(services, {
    agentId: String(request.params.agent_id),
    caller,
    token: bearerToken(request),
    reads: request.method === 'GET',
  })
  if (admission.principal?.kind === 'key') services.keyUse.note(admission.companyId, admission.principal.keyId)
  if (caller.origin && admission.admitsOrigin(caller.origin)) admitOrigin(response, caller.origin)
  await limitCall(services.limiter, response, endpoint.operation.limit, { caller, admission }, services.now)
  const identity = await identifyVisitor(services, admission, caller.visitorIdentity)
  const visitorKey = keyOfVisitor(admission, identity, caller.visitorToken)
  const context: VisitorContext = { ...services, requestId: requestIdOf(response), caller, admission, identity, visitorKey }
  return withCall(services, endpoint, request, response, call => attached(exchange)(context, call))
}

async function servePublic(exchange: Exchange) {
  const { services, endpoint, request, response } = exchange
  const caller = callerOf(request)
  admitConsole(services, caller.origin, response)
  const context: PublicContext = { ...services, requestId: requestIdOf(response), caller }
  return withCall(services, endpoint, request, response, async call => {
    await limitCall(services.limiter, response, endpoint.operation.limit, { caller }, services.now)
    return attached(exchange)(context, call)
  })
}

async function originIsAdmitted(services: Services, { operation }: Endpoint, request: Request, origin: string) {
  if (operation.access.kind !== 'visitor') return isConsole(services, origin)
  try {
    const admission = await admitVisitor(services, {
      agentId: String(request.params.agent_id),
      caller: callerOf(request),
      token: null,
    })
    return admission.admitsOrigin(origin)
  } catch {
    return false
  }
}
