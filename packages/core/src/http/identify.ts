import { type Access, roles } from '@craveva/contract/operations'
import { type AccessClaims, readAccessToken } from '../auth/access-token.ts'
import { currentRole } from '../auth/principal.ts'
import type { Principal, Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'

/** Who a token says is calling; whether that still holds is for `confirm` to say, inside the company's transaction. */
export async function identify({ keys, now }: Pick<Services, 'keys' | 'now'>, token: string | null) {
  if (!token) throw new AppError('UNAUTHORIZED')
  return readAccessToken(keys, token, now())
}

/** The principal with their role of this very moment. Throws UNAUTHORIZED when the login has ended, FORBIDDEN when the role does not suffice. */
export async function confirm(db: Db, claims: AccessClaims, access: Extract<Access, { kind: 'user' }>): Promise<Principal> {
  const role = await currentRole(db, claims)
  if (!role) throw new AppError('UNAUTHORIZED', 'This login has ended. Sign in again.')
  if (roles.indexOf(role) < roles.indexOf(access.role))
    throw new AppError('FORBIDDEN', `This needs the role ${access.role} or higher; yours is ${role}.`)
  return { kind: 'user', ...claims, role }
}
