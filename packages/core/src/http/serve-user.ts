import type { Access } from '@craveva/contract/operations'
import { isRecorded, recordCall, recordCallIfAlive } from '../audit/record-call.ts'
import type { Claims } from '../auth/credential.ts'
import type { Context, UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { bearerToken, callerOf } from './caller-of.ts'
import { admitConsole } from './console-origin.ts'
import { asksForState, requireUnchanged, tagAfter } from './entity-tag.ts'
import { type Exchange, requestIdOf } from './exchange.ts'
import { confirm, identify } from './identify.ts'
import { limitCall } from './limit-call.ts'
import { onceAround, onceKeyOf, onceWithin } from './once.ts'
import { withCall } from './read-call.ts'
import { readJson } from './read-json.ts'

/**
 * Answers a call that needs a credential. It is counted first and outside of the transaction, as a transaction that waits for another
 * connection could starve the pool.
 */
export async function serveUser(exchange: Exchange) {
  const { services, endpoint, request, response } = exchange
  const { access, limit } = endpoint.operation
  if (access.kind !== 'user') throw new Error('not an endpoint for users')
  const caller = callerOf(request)
  admitConsole(services, caller.origin, response)
  const claims = await identify(services, bearerToken(request))
  const keyAllowance = claims.kind === 'key' ? await services.hourlyAllowance(claims.companyId) : 0
  await limitCall(services.limiter, response, limit, { caller, claims, keyAllowance }, services.now)
  // Not while a connection is held for the transaction.
  if (endpoint.operation.request === undefined) await readJson(request, response)
  if (claims.kind === 'key') services.keyUse.note(claims.companyId, claims.keyId)
  const answer = await call(exchange, claims, access)
  if (request.method !== 'GET') services.publishedAgents.forget(claims.companyId)
  return answer
}

async function call(exchange: Exchange, claims: Claims, access: Extract<Access, { kind: 'user' }>) {
  const { services, name, endpoint, handler, request, response } = exchange
  const requestId = requestIdOf(response)
  const caller = callerOf(request)
  const { address } = caller
  const { companyId } = claims
  const recorded = isRecorded(endpoint.operation)
  const callerId = claims.kind === 'key' ? claims.keyId : claims.userId
  if ('detached' in handler) {
    const principal = await inCompany(services.pool, companyId, db => confirm(db, claims, access, address, services.now()))
    const context: UserContext = { ...services, requestId, caller, principal }
    return withCall(services, endpoint, request, response, read => {
      const key = onceKeyOf(request, { companyId, callerId }, read.fingerprint)
      const onceKey = key && `${key.keyHash}.${key.fingerprint}`
      return onceAround(services, key, async () => {
        // Said early, before it asks others. Unless the handler sees to it again where it makes the change, one made in between is overwritten.
        if (asksForState(request)) await inCompany(services.pool, companyId, db => requireUnchanged(exchange, { ...context, db }, read))
        const ifUnchanged = async <T>(inside: Context, change: () => Promise<T>) => {
          await requireUnchanged(exchange, inside, read)
          const changed = await change()
          await tagAfter(exchange, inside, read)
          return changed
        }
        const answer = await handler.detached(context, { ...read, onceKey, ifUnchanged })
        if (recorded) await inCompany(services.pool, companyId, db => recordCallIfAlive(db, context, { name, ...read, answer }))
        return answer
      })
    })
  }
  return inCompany(services.pool, companyId, async db => {
    const principal = await confirm(db, claims, access, address, services.now())
    const context: Context = { ...services, requestId, caller, principal, db }
    return withCall(services, endpoint, request, response, read =>
      onceWithin(services, db, onceKeyOf(request, { companyId, callerId }, read.fingerprint), async () => {
        await requireUnchanged(exchange, context, read)
        const answer = await handler(context, read)
        await tagAfter(exchange, context, read)
        if (recorded) await recordCall(db, context, { name, ...read, answer })
        return answer
      }),
    )
  })
}
