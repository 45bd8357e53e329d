import { type Access, type KeyPermission, roles } from '@craveva/contract/operations'
import { type Claims, currentPrincipal, readCredential } from '../auth/credential.ts'
import { readServiceKey, type ServiceProof } from '../channels/read-service-key.ts'
import type { Principal, Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'

type UserAccess = Extract<Access, { kind: 'user' }>
type ServiceAccess = Extract<Access, { kind: 'service' }>

/** Who a token says is calling; whether that still holds is for `confirm` to say, inside the company's transaction. */
export async function identify(services: Pick<Services, 'pool' | 'keys' | 'now'>, token: string | null): Promise<Claims> {
  if (!token) throw new AppError('UNAUTHORIZED')
  return readCredential(services, token)
}

/**
 * The principal as they are at this very moment, if they may do this; the one place that decides it. Throws UNAUTHORIZED when the login or
 * key has ended, FORBIDDEN when role or permission do not suffice.
 */
export async function confirm(db: Db, claims: Claims, access: UserAccess, address: string, now: number): Promise<Principal> {
  const principal = await currentPrincipal(db, claims, address, now)
  if (principal.kind === 'key') requirePermission(principal.permissions, access.key)
  else if (principal.needsTwoFactor && !access.beforeTwoFactor)
    throw new AppError('FORBIDDEN', 'Your company requires two-factor sign-in. Set it up first, with POST /account/two-factor.')
  if (roles.indexOf(principal.role) < roles.indexOf(access.role))
    throw new AppError('FORBIDDEN', `This needs the role ${access.role} or higher; yours is ${principal.role}.`)
  return principal
}

/**
 * The adapter that is calling and, where the operation is about a deployment, the company whose deployment it holds the lease of. Throws
 * UNAUTHORIZED, and NOT_FOUND for a deployment that is not there, is not its own, or is no longer.
 */
export async function confirmService(services: Pick<Services, 'pool'>, proof: ServiceProof, access: ServiceAccess) {
  const { service, companyId } = await readServiceKey(services, proof)
  if (!access.lease) return { service }
  if (!companyId) throw new AppError('NOT_FOUND', 'There is no deployment here that you hold the lease of.')
  return { service, leased: { companyId, deploymentId: proof.deploymentId } }
}

function requirePermission(granted: readonly KeyPermission[], needed: KeyPermission | null) {
  if (needed === null) throw new AppError('FORBIDDEN', 'An API key may not do this. Sign in as a user.')
  if (!grants(granted, needed))
    throw new AppError('FORBIDDEN', `This API key lacks the permission ${needed}. Use one that has it, or make one.`)
}

/** `write` includes `execute`. */
const grants = (granted: readonly KeyPermission[], needed: KeyPermission) =>
  granted.includes(needed) || (needed === 'execute' && granted.includes('write'))
