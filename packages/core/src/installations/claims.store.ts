import type { Insertable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { InstallationTables } from './installations.tables.ts'

/** Keeps a link; the one before it for the same installation ends, and those of others that expired are forgotten. */
export async function putClaim(db: Db, row: Insertable<InstallationTables['installation_claims']>, now: Date) {
  const { platform: _, installation: __, ...changes } = row
  await db.deleteFrom('installation_claims').where('expires_at', '<', now).execute()
  await db
    .insertInto('installation_claims')
    .values(row)
    .onConflict(conflict => conflict.columns(['platform', 'installation']).doUpdateSet(changes))
    .execute()
}

/** A link that is good. */
export const findClaim = (db: Db, hash: Buffer, now: Date) =>
  db.selectFrom('installation_claims').selectAll().where('token_hash', '=', hash).where('expires_at', '>', now).executeTakeFirst()

/** Uses a link up; no row when it was used, replaced or has expired. */
export const takeClaim = (db: Db, hash: Buffer, now: Date) =>
  db.deleteFrom('installation_claims').where('token_hash', '=', hash).where('expires_at', '>', now).returningAll().executeTakeFirst()
