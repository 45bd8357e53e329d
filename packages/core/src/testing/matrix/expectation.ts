import type { Endpoint } from '@craveva/contract/endpoint'
import type { ErrorCode } from '@craveva/contract/errors'
import { type KeyPermission, roles } from '@craveva/contract/operations'
import type { Caller } from './caller.ts'

/** What an id in a path belongs to, seen from the caller. */
export type Target = 'own' | 'foreign' | 'deleted' | 'random'

export interface Cell {
  readonly endpoint: Endpoint
  readonly caller: Caller
  /** The id that is not the caller's own; null when all are. */
  readonly param: string | null
  readonly target: Target
}

/** `passes`: the caller gets as far as the endpoint itself. Otherwise the codes, one of which refuses them. */
export type Expectation = { readonly passes: true } | { readonly passes: false; readonly codes: readonly ErrorCode[] }

const passes: Expectation = { passes: true }
const refused = (...codes: readonly ErrorCode[]): Expectation => ({ passes: false, codes })

/**
 * The rules of access, written a second time and from the contract's words alone, so that they can differ from what the API does.
 * An endpoint of a kind of access that is not known here must let none of these callers in.
 */
export function expectationOf(cell: Cell): Expectation {
  const { access } = cell.endpoint.operation
  switch (access.kind) {
    case 'public':
      return cell.target === 'own' ? passes : refused('NOT_FOUND', 'INVALID_REQUEST')
    case 'visitor':
      return forVisitors(cell)
    case 'user':
      return forUsers(cell)
    default:
      return refused('UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND')
  }
}

function forUsers({ endpoint, caller: { proof }, target }: Cell): Expectation {
  const { access } = endpoint.operation
  if (access.kind !== 'user') return passes
  switch (proof.kind) {
    case 'nothing':
    case 'visitor token':
    case 'ended':
      return refused('UNAUTHORIZED')
    case 'elsewhere':
      return refused('FORBIDDEN')
    case 'user':
      if (roles.indexOf(proof.role) < roles.indexOf(access.role)) return refused('FORBIDDEN')
      break
    case 'key':
      if (!covers(proof.permission, access.key)) return refused('FORBIDDEN')
  }
  return target === 'own' ? passes : refused('NOT_FOUND')
}

const covers = (granted: KeyPermission, needed: KeyPermission | null) => granted === needed || (granted === 'write' && needed === 'execute')

function forVisitors({ endpoint, caller: { proof }, param, target }: Cell): Expectation {
  const { method, path } = endpoint.operation
  const agent = param === 'agent_id' ? target : 'own'
  const isPrivate = path.includes(':conversation_id')
  if (agent === 'deleted' || agent === 'random') return refused('NOT_FOUND')
  switch (proof.kind) {
    case 'ended':
      return refused('UNAUTHORIZED', 'NOT_FOUND')
    case 'elsewhere':
      return refused('FORBIDDEN', 'NOT_FOUND')
    case 'user':
    case 'key':
      if (agent === 'foreign') return refused('NOT_FOUND')
      if (proof.kind === 'key' && proof.permission === 'read' && method !== 'GET') return refused('FORBIDDEN')
      // A credential of the company is no proof of being the visitor.
      return isPrivate ? refused('NOT_FOUND') : target === 'own' ? passes : refused('NOT_FOUND')
    case 'nothing':
      return isPrivate || (target !== 'own' && param !== 'agent_id') ? refused('NOT_FOUND') : passes
    case 'visitor token':
      // Another company's agent is deployed, and so there for everybody; a conversation with it is not.
      if (agent === 'foreign') return isPrivate ? refused('NOT_FOUND') : passes
      return target === 'own' ? passes : refused('NOT_FOUND')
  }
}
