import { leaseHeader } from '@craveva/contract/adapters'
import type { LeaseContext, ServiceContext } from '../context.ts'
import { bearerToken, callerOf } from './caller-of.ts'
import { attached, type Exchange, requestIdOf } from './exchange.ts'
import { confirmService } from './identify.ts'
import { withCall } from './read-call.ts'

/** Answers a call of an adapter. */
export async function serveService(exchange: Exchange) {
  const { services, endpoint, request, response } = exchange
  const { access } = endpoint.operation
  if (access.kind !== 'service') throw new Error('not an endpoint for adapters')
  const deploymentId = String(request.params.deployment_id ?? '')
  const proof = { token: bearerToken(request), deploymentId, lease: request.get(leaseHeader) ?? '' }
  const confirmed = await confirmService(services, proof, access)
  const context: ServiceContext | LeaseContext = { ...services, requestId: requestIdOf(response), caller: callerOf(request), ...confirmed }
  return withCall(services, endpoint, request, response, call => attached(exchange)(context, call))
}
