import type { CreateKeyInput } from '@craveva/contract/account'
import { type KeyPermission, keyPermissions, roles } from '@craveva/contract/operations'
import type { Context } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import type { PageRequest } from '../db/page.ts'
import { AppError } from '../errors.ts'
import { addToDirectory, removeFromDirectory } from '../system/directory.ts'
import { toNetwork } from './address-list.ts'
import { displayPrefix, newApiKey } from './api-key.ts'
import { countKeys, deleteKey, findKey, insertKey, keysOfUser, listKeys } from './api-keys.store.ts'
import { findUser } from './auth.store.ts'
import { directoryKey } from './credential.ts'

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

/** More would be a sign of keys that are made and forgotten. */
const mostKeys = 200

/** Makes a key, whose text is known here and now only. Throws INVALID_REQUEST for a time that has passed and for what is not an address. */
export async function createApiKey({ db, principal, now }: Needs, input: CreateKeyInput) {
  const expires_at = input.expires_at ? new Date(input.expires_at) : null
  if (expires_at && expires_at.getTime() <= now()) throw invalid('expires_at', 'is in the past', 'Give a time in the future as expires_at.')
  if ((await countKeys(db, principal.companyId)) >= mostKeys)
    throw new AppError('CONFLICT', `A company has at most ${mostKeys} API keys. Delete some that are not used any more.`)
  const key = newApiKey(input.test)
  const row = await insertKey(db, {
    company_id: principal.companyId,
    key_id: newId('key', now()),
    user_id: principal.userId,
    name: input.name,
    prefix: displayPrefix(key),
    key_hash: hashToken(key),
    is_test: input.test,
    permissions: inOrder(input.permissions),
    allowed_addresses: (input.allowed_addresses ?? []).map(toNetworkOrThrow),
    expires_at,
  })
  await addToDirectory(db, { kind: 'key', key: directoryKey(key), company_id: row.company_id, id: row.key_id })
  return { row, key }
}

/** One's own keys, or those of the company. */
export const listApiKeys = ({ db, principal }: Pick<Needs, 'db' | 'principal'>, scope: 'own' | 'company', request: PageRequest) =>
  listKeys(db, principal.companyId, scope === 'own' ? principal.userId : null, request)

/** Ends a key at once, on every server: one's own, or that of somebody whose role is not above one's own. Throws NOT_FOUND, FORBIDDEN. */
export async function removeApiKey({ db, principal }: Pick<Needs, 'db' | 'principal'>, keyId: string) {
  const key = await findKey(db, principal.companyId, keyId)
  if (!key) throw new AppError('NOT_FOUND')
  const maker = await findUser(db, principal.companyId, key.user_id)
  if (maker && roles.indexOf(maker.role) > roles.indexOf(principal.role))
    throw new AppError('FORBIDDEN', `This key belongs to an ${maker.role}. Only an ${maker.role} may delete it.`)
  await deleteKey(db, principal.companyId, keyId)
  await removeFromDirectory(db, 'key', key.key_hash.toString('hex'))
}

/** Ends all keys of a user who is about to be removed. */
export async function removeKeysOf(db: Db, companyId: string, userId: string) {
  for (const { key_id, key_hash } of await keysOfUser(db, companyId, userId)) {
    await deleteKey(db, companyId, key_id)
    await removeFromDirectory(db, 'key', key_hash.toString('hex'))
  }
}

const inOrder = (permissions: readonly KeyPermission[]) => keyPermissions.filter(permission => permissions.includes(permission))

function toNetworkOrThrow(text: string, index: number) {
  const network = toNetwork(text)
  if (!network) {
    const message = 'Give addresses such as 203.0.113.7, or networks such as 203.0.113.0/24 or 2001:db8::/32.'
    throw invalid(`allowed_addresses.${index}`, 'is neither an address nor a network', message)
  }
  return network
}

const invalid = (field: string, detail: string, message: string) =>
  new AppError('INVALID_REQUEST', message, { details: { [field]: detail } })
