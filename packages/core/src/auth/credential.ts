import type { Principal, Services } from '../context.ts'
import { hashToken } from '../crypto/hash-token.ts'
import type { Db } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { findInDirectory } from '../system/directory.ts'
import { type AccessClaims, readAccessToken } from './access-token.ts'
import { isAdmitted } from './address-list.ts'
import { isWellFormed, looksLikeApiKey } from './api-key.ts'
import { findKeyWithRole } from './api-keys.store.ts'
import { findUserOfSession } from './auth.store.ts'

/** Whom a bearer token claims to speak for. Whether that still holds is for `currentPrincipal` to say. */
export type Claims =
  | (AccessClaims & { readonly kind: 'user' })
  | { readonly kind: 'key'; readonly companyId: string; readonly keyId: string }

type Needs = Pick<Services, 'pool' | 'keys' | 'now'>

/** Reads an access token or an API key. Throws UNAUTHORIZED for what is neither, or expired, or unknown. */
export async function readCredential({ pool, keys, now }: Needs, token: string): Promise<Claims> {
  if (!looksLikeApiKey(token)) return { kind: 'user', ...(await readAccessToken(keys, token, now())) }
  const entry = isWellFormed(token) ? await findKey(pool, directoryKey(token)) : undefined
  if (!entry) throw unknownKey()
  return { kind: 'key', companyId: entry.company_id, keyId: entry.id }
}

/** Where keys were found. A key never moves, and whether it is still there is asked with every call, in its company. */
const found = new WeakMap<Db, Map<string, { readonly company_id: string; readonly id: string }>>()
const mostFound = 10_000

async function findKey(pool: Db, key: string) {
  const known = found.get(pool) ?? new Map()
  found.set(pool, known)
  const entry = known.get(key) ?? (await findInDirectory(pool, 'key', key))
  if (known.size >= mostFound) known.clear()
  if (entry) known.set(key, entry)
  return entry
}

/** Under what a key stands in the directory. */
export const directoryKey = (key: string) => hashToken(key).toString('hex')

/**
 * Who is calling, with the role of this very moment, in a transaction of their company. Throws UNAUTHORIZED when the login has ended or the
 * key is gone, FORBIDDEN when the key may not be used from `address`.
 */
export async function currentPrincipal(db: Db, claims: Claims, address: string, now: number): Promise<Principal> {
  return claims.kind === 'key' ? principalOfKey(db, claims, address, now) : principalOfLogin(db, claims)
}

async function principalOfLogin(db: Db, { companyId, userId, sessionId }: AccessClaims): Promise<Principal> {
  const user = await findUserOfSession(db, companyId, userId, sessionId)
  if (!user) throw new AppError('UNAUTHORIZED', 'This login has ended. Sign in again.')
  const needsTwoFactor = user.require_two_factor && !user.has_two_factor
  return { kind: 'user', companyId, userId, sessionId, role: user.role, name: user.full_name, needsTwoFactor, test: false }
}

async function principalOfKey(
  db: Db,
  { companyId, keyId }: { companyId: string; keyId: string },
  address: string,
  now: number,
): Promise<Principal> {
  const key = await findKeyWithRole(db, companyId, keyId)
  if (!key) throw unknownKey()
  if (key.expires_at && key.expires_at.getTime() <= now) throw new AppError('UNAUTHORIZED', 'This API key has expired. Make a new one.')
  if (!isAdmitted(address, key.allowed_addresses)) throw new AppError('FORBIDDEN', `This API key may not be used from ${address}.`)
  const { user_id: userId, role, permissions, is_test: test, name } = key
  return { kind: 'key', companyId, userId, keyId, role, name, permissions, test }
}

const unknownKey = () => new AppError('UNAUTHORIZED', 'The API key is not valid. Check it, or make a new one.')
