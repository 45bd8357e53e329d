import type { Insertable } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { AuthTables } from './auth.tables.ts'

export const insertKey = (db: Db, key: Insertable<AuthTables['api_keys']>) =>
  db.insertInto('api_keys').values(key).returningAll().executeTakeFirstOrThrow()

export const findKey = (db: Db, companyId: string, keyId: string) =>
  db.selectFrom('api_keys').selectAll().where('company_id', '=', companyId).where('key_id', '=', keyId).executeTakeFirst()

/** A key with the role its maker has right now. */
export const findKeyWithRole = (db: Db, companyId: string, keyId: string) =>
  db
    .selectFrom('api_keys')
    .innerJoin('users', join => join.onRef('users.company_id', '=', 'api_keys.company_id').onRef('users.user_id', '=', 'api_keys.user_id'))
    .selectAll('api_keys')
    .select('users.role')
    .where('api_keys.company_id', '=', companyId)
    .where('api_keys.key_id', '=', keyId)
    .executeTakeFirst()

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
