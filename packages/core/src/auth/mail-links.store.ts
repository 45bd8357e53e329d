import { type Insertable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll } from '../db/page.ts'
import type { AuthTables } from './auth.tables.ts'

type Purpose = AuthTables['mail_links']['purpose']

export const insertMailLink = (db: Db, link: Insertable<AuthTables['mail_links']>) => db.insertInto('mail_links').values(link).execute()

/** Uses a link up; no row when it was used, has expired or never was. */
export const takeMailLink = (db: Db, companyId: string, hash: Buffer, purpose: Purpose, now: Date) =>
  db
    .deleteFrom('mail_links')
    .where('company_id', '=', companyId)
    .where('token_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .returning('user_id')
    .executeTakeFirst()

/** Whether a link would be good, without using it up. */
export const findMailLink = (db: Db, companyId: string, hash: Buffer, purpose: Purpose, now: Date) =>
  db
    .selectFrom('mail_links')
    .select('user_id')
    .where('company_id', '=', companyId)
    .where('token_hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .executeTakeFirst()

export const deleteMailLinks = (db: Db, companyId: string, userId: string, purpose: Purpose) =>
  db.deleteFrom('mail_links').where('company_id', '=', companyId).where('user_id', '=', userId).where('purpose', '=', purpose).execute()

export const deleteMailLink = (db: Db, companyId: string, hash: Buffer) =>
  db.deleteFrom('mail_links').where('company_id', '=', companyId).where('token_hash', '=', hash).execute()

/** Forgets expired links of a user that are older than a day, then counts those made since `since`. */
export async function countMailLinks(db: Db, companyId: string, userId: string, purpose: Purpose, since: Date) {
  const mine = db.deleteFrom('mail_links').where('company_id', '=', companyId).where('user_id', '=', userId)
  await mine.where('expires_at', '<', sql<Date>`${since}::timestamptz - interval '1 day'`).execute()
  const { total } = await db
    .selectFrom('mail_links')
    .where('company_id', '=', companyId)
    .where('user_id', '=', userId)
    .where('purpose', '=', purpose)
    .where('created_at', '>', since)
    .select(countAll)
    .executeTakeFirstOrThrow()
  return total
}
