import { type Insertable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ProviderKeyTables } from './provider-keys.tables.ts'

type Row = ProviderKeyTables['provider_keys']

export const listKeys = (db: Db, companyId: string) =>
  db.selectFrom('provider_keys').selectAll().where('company_id', '=', companyId).execute()

export const saveKey = (db: Db, row: Insertable<Row>) =>
  db
    .insertInto('provider_keys')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['company_id', 'provider']).doUpdateSet({ secret: row.secret, hint: row.hint, updated_at: sql<Date>`now()` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()

/** Whether there was one. */
export async function deleteKey(db: Db, companyId: string, provider: Row['provider']) {
  const { numDeletedRows } = await db
    .deleteFrom('provider_keys')
    .where('company_id', '=', companyId)
    .where('provider', '=', provider)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Tells all servers, once the transaction is committed, that the keys of a company changed. */
export const tellKeysChanged = (db: Db, companyId: string) =>
  sql`select pg_notify('craveva_live', ${`keys ${companyId} ${companyId}`})`.execute(db)
