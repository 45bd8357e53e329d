import { type Role, roles } from '@craveva/contract/operations'
import type { Context, PublicContext } from '../context.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { PageRequest } from '../db/page.ts'
import { AppError } from '../errors.ts'
import { addToDirectory, findInDirectory, removeFromDirectory } from '../system/directory.ts'
import { addressKey } from './address-key.ts'
import { removeKeysOf } from './api-keys.service.ts'
import { insertUser, updateUser } from './auth.store.ts'
import { newDeviceToken } from './device-token.ts'
import { deleteUser, findMember, listLeaders, listMembers, lockMembers, sessionIdsOf } from './members.store.ts'
import { openSession } from './sessions.service.ts'

type Needs = Pick<Context, 'db' | 'principal'>

const rank = (role: Role) => roles.indexOf(role)

/** The users of a company, by part of a name or address where `q` is given. */
export const listUsers = ({ db, principal }: Needs, q: string | undefined, request: PageRequest) =>
  listMembers(db, principal.companyId, q, request)

/**
 * Gives a user another role. Nobody touches a role above their own or gives one, and the last owner stays one. Throws NOT_FOUND, FORBIDDEN,
 * CONFLICT.
 */
export async function changeRole({ db, principal }: Needs, userId: string, role: Role) {
  const { own, target, owners } = await lockAround({ db, principal }, userId)
  requireRank(own, target.role)
  requireRank(own, role)
  if (target.role === 'owner' && role !== 'owner' && owners === 1) throw lastOwner()
  await updateUser(db, principal.companyId, userId, { role })
  const member = await findMember(db, principal.companyId, userId)
  if (!member) throw new AppError('NOT_FOUND')
  return member
}

/** Removes a user with their sessions and keys, at once and on every server; also oneself. Throws NOT_FOUND, FORBIDDEN, CONFLICT for the last owner. */
export async function removeUser({ db, principal }: Needs, userId: string) {
  const { own, target, owners } = await lockAround({ db, principal }, userId)
  requireRank(own, target.role)
  if (target.role === 'owner' && owners === 1) throw lastOwner()
  await removeKeysOf(db, principal.companyId, userId)
  for (const { session_id } of await sessionIdsOf(db, principal.companyId, userId)) await removeFromDirectory(db, 'session', session_id)
  await removeFromDirectory(db, 'email', addressKey(target.email))
  await deleteUser(db, principal.companyId, userId)
}

/** Those who are told what concerns the company as a whole: its owners, and its admins where `admins` is set. */
export const leadersOf = (db: Db, companyId: string, { admins }: { admins: boolean }) =>
  listLeaders(db, companyId, admins ? ['owner', 'admin'] : ['owner'])

/** Whether an address belongs to a user of this company. */
export async function isMember(db: Db, companyId: string, email: string) {
  const entry = await findInDirectory(db, 'email', addressKey(email))
  return entry?.company_id === companyId
}

export interface Newcomer {
  readonly companyId: string
  readonly email: string
  readonly full_name: string
  readonly role: Role
  readonly password_hash: string
}

/** Adds a user whose address is proven, and signs them in. Throws CONFLICT for an address that has an account. */
export async function joinCompany(context: Pick<PublicContext, 'keys' | 'now' | 'caller'>, db: Db, newcomer: Newcomer) {
  const { companyId, email, full_name, role, password_hash } = newcomer
  const userId = newId('user', context.now())
  const isNew = await addToDirectory(db, { kind: 'email', key: addressKey(email), company_id: companyId, id: userId })
  if (!isNew) {
    const message =
      'This e-mail address has an account already, and an address belongs to one company. Ask to be invited at another address.'
    throw new AppError('CONFLICT', message, { details: { token: 'is for an address that has an account' } })
  }
  const user = await insertUser(db, { company_id: companyId, user_id: userId, email, full_name, role, password_hash, is_verified: true })
  return { user, ...(await openSession(context, db, user)), device_token: newDeviceToken(context.keys, addressKey(email)) }
}

/** Reads the roles that matter and holds them until the transaction ends, so that two changes at once cannot remove the last two owners. */
async function lockAround({ db, principal }: Needs, userId: string) {
  const locked = await lockMembers(db, principal.companyId, [principal.userId, userId])
  const own = locked.find(({ user_id }) => user_id === principal.userId)
  const target = locked.find(({ user_id }) => user_id === userId)
  if (!own || !target) throw new AppError('NOT_FOUND')
  return { own: own.role, target, owners: locked.filter(({ role }) => role === 'owner').length }
}

function requireRank(own: Role, role: Role) {
  if (rank(role) > rank(own)) throw new AppError('FORBIDDEN', `Only an ${role} may do this; you are ${own}.`)
}

const lastOwner = () => new AppError('CONFLICT', 'A company has at least one owner. Make somebody else an owner first.')
