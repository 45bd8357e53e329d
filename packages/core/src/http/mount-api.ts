import type { Endpoint } from '@craveva/contract/endpoint'
import type { Access } from '@craveva/contract/operations'
import type { Request, Response, Router } from 'express'
import { addressKey } from '../auth/address-key.ts'
import type { Claims } from '../auth/credential.ts'
import type { Context, Services, UserContext, VisitorContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { admitVisitor } from '../deployments/admit-visitor.ts'
import { bearerToken, callerOf } from './caller-of.ts'
import { admitOrigin, answerPreflight } from './cors.ts'
import { isEventStream } from './handlers.ts'
import { confirm, identify } from './identify.ts'
import { limitCall } from './limit-call.ts'
import { withCall } from './read-call.ts'
import { sendError } from './send-error.ts'
import { writeEventStream } from './write-event-stream.ts'

type Handle = (context: unknown, call: unknown) => Promise<unknown>
type AnyHandler = Handle | { readonly detached: Handle }

type UserAccess = Extract<Access, { kind: 'user' }>

/** One request on its way through an endpoint. */
interface Exchange {
  readonly services: Services
  readonly endpoint: Endpoint
  readonly handler: AnyHandler
  readonly request: Request
  readonly response: Response
}

/** Mounts every endpoint of the contract with its handler; there is no other way for a route into the API. `handlers` has the same keys as `api`. */
export function mountApi(
  router: Router,
  services: Services,
  api: Record<string, Record<string, Endpoint>>,
  handlers: Record<string, unknown>,
) {
  for (const [slice, endpoints] of Object.entries(api)) {
    const ofSlice = handlers[slice] as Record<string, AnyHandler>
    for (const [name, endpoint] of Object.entries(endpoints)) {
      const handler = ofSlice[name]
      if (!handler) throw new Error(`The endpoint ${slice}.${name} has no handler`)
      mount(router, services, endpoint, handler)
    }
  }
}

function mount(router: Router, services: Services, endpoint: Endpoint, handler: AnyHandler) {
  const { method, path } = endpoint.operation
  const route = method.toLowerCase() as Lowercase<typeof method>
  router[route](path, async (request, response) => {
    try {
      const result = await serve({ services, endpoint, handler, request, response })
      if (isEventStream(result)) return await writeEventStream(response, result)
      if (services.config.checkAnswers) endpoint.answer.parse(result)
      response.status(endpoint.operation.status).json(result)
    } catch (error) {
      sendError(response, services.log, error)
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
  }
}

async function serveVisitor({ services, endpoint, handler, request, response }: Exchange) {
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
  const context: VisitorContext = { ...services, requestId: requestIdOf(response), caller, admission }
  return withCall(services, endpoint, request, response, call => attached(handler)(context, call))
}

async function servePublic({ services, endpoint, handler, request, response }: Exchange) {
  const caller = callerOf(request)
  admitConsole(services, caller.origin, response)
  return withCall(services, endpoint, request, response, async call => {
    await limitCall(services.limiter, response, endpoint.operation.limit, { caller, account: accountIn(call) }, services.now)
    return attached(handler)({ ...services, requestId: requestIdOf(response), caller }, call)
  })
}

/** Counts first and outside of the transaction, as a transaction that waits for another connection could starve the pool. */
async function serveUser({ services, endpoint, handler, request, response }: Exchange) {
  const { access, limit } = endpoint.operation
  if (access.kind !== 'user') throw new Error('not an endpoint for users')
  const caller = callerOf(request)
  admitConsole(services, caller.origin, response)
  const claims = await identify(services, bearerToken(request))
  await limitCall(services.limiter, response, limit, { caller, claims }, services.now)
  const answer = await callForUser({ services, endpoint, handler, request, response }, claims, access)
  if (request.method !== 'GET') services.publishedAgents.forget(claims.companyId)
  return answer
}

async function callForUser({ services, endpoint, handler, request, response }: Exchange, claims: Claims, access: UserAccess) {
  const requestId = requestIdOf(response)
  const { address } = callerOf(request)
  if (claims.kind === 'key') services.keyUse.note(claims.companyId, claims.keyId)
  if ('detached' in handler) {
    const principal = await inCompany(services.pool, claims.companyId, db => confirm(db, claims, access, address, services.now()))
    const context: UserContext = { ...services, requestId, principal }
    return withCall(services, endpoint, request, response, call => handler.detached(context, call))
  }
  return inCompany(services.pool, claims.companyId, async db => {
    const principal = await confirm(db, claims, access, address, services.now())
    const context: Context = { ...services, requestId, principal, db }
    return withCall(services, endpoint, request, response, call => handler(context, call))
  })
}

function attached(handler: AnyHandler): Handle {
  if ('detached' in handler) throw new Error('Only handlers for signed-in users can be detached')
  return handler
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

function admitConsole(services: Services, origin: string | null, response: Response) {
  if (origin && isConsole(services, origin)) admitOrigin(response, origin)
}

const isConsole = ({ config }: Services, origin: string) =>
  origin === new URL(config.publicUrl).origin || config.consoleOrigins.includes(origin)

const requestIdOf = (response: Response) => String(response.locals.requestId)

/** The account that somebody tries to use, where the body names one. */
function accountIn(call: unknown) {
  const body = (call as { body: unknown }).body
  return typeof body === 'object' && body !== null && 'email' in body && typeof body.email === 'string' ? addressKey(body.email) : null
}
