import type { Role } from '@craveva/contract/operations'
import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import { named } from '../db/named-query.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import { runNamed } from '../db/pool.ts'
import type { AuthTables } from './auth.tables.ts'

export const insertKey = (db: Db, key: Insertable<AuthTables['api_keys']>) =>
  db.insertInto('api_keys').values(key).returningAll().executeTakeFirstOrThrow()

export const findKey = (db: Db, companyId: string, keyId: string) =>
  db.selectFrom('api_keys').selectAll().where('company_id', '=', companyId).where('key_id', '=', keyId).executeTakeFirst()

/** A key with the role its maker has right now. */
export async function findKeyWithRole(db: Db, companyId: string, keyId: string) {
  const [key] = await runNamed<KeyWithRole>(
    db,
    named('key with role')`
      select key.user_id, key.name, key.permissions, key.is_test, key.expires_at, key.allowed_addresses, users.role
      from api_keys key join users on users.company_id = key.company_id and users.user_id = key.user_id
      where key.company_id = ${companyId} and key.key_id = ${keyId}`,
  )
  return key
}

type KeyWithRole = Pick<
  Selectable<AuthTables['api_keys']>,
  'user_id' | 'name' | 'permissions' | 'is_test' | 'expires_at' | 'allowed_addresses'
> & { readonly role: Role }

/** Keys of one user, or of all. */
export async function listKeys(db: Db, companyId: string, userId: string | null, request: PageRequest) {
  const all = db
    .selectFrom('api_keys')
    .where('company_id', '=', companyId)
    .$if(userId !== null, query => query.where('user_id', '=', userId ?? ''))
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('key_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('key_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.key_id)
}

export const countKeys = async (db: Db, companyId: string) =>
  (await db.selectFrom('api_keys').where('company_id', '=', companyId).select(countAll).executeTakeFirstOrThrow()).total

export const deleteKey = (db: Db, companyId: string, keyId: string) =>
  db.deleteFrom('api_keys').where('company_id', '=', companyId).where('key_id', '=', keyId).execute()

export const keysOfUser = (db: Db, companyId: string, userId: string) =>
  db.selectFrom('api_keys').select(['key_id', 'key_hash']).where('company_id', '=', companyId).where('user_id', '=', userId).execute()

/** Notes when a key was used, unless that was noted within the last minute. */
export const touchKey = (db: Db, companyId: string, keyId: string, at: Date) =>
  db
    .updateTable('api_keys')
    .set({ last_used_at: at })
    .where('company_id', '=', companyId)
    .where('key_id', '=', keyId)
    .where(query => query.or([query('last_used_at', 'is', null), query('last_used_at', '<', new Date(at.getTime() - 60_000))]))
    .execute()
