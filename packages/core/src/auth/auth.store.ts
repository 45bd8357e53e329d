import type { Role } from '@craveva/contract/operations'
import type { Insertable, Updateable } from 'kysely'
import type { Db } from '../db/database.ts'
import { named } from '../db/named-query.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import { runNamed } from '../db/pool.ts'
import type { AuthTables } from './auth.tables.ts'

export const insertUser = (db: Db, user: Insertable<AuthTables['users']>) =>
  db.insertInto('users').values(user).returningAll().executeTakeFirstOrThrow()

export const findUser = (db: Db, companyId: string, userId: string) =>
  db.selectFrom('users').selectAll().where('company_id', '=', companyId).where('user_id', '=', userId).executeTakeFirst()

/** The same, held until the transaction ends. */
export const lockUser = (db: Db, companyId: string, userId: string) =>
  db.selectFrom('users').selectAll().where('company_id', '=', companyId).where('user_id', '=', userId).forUpdate().executeTakeFirst()

/** The user of a login that is neither revoked nor expired, with what their company demands of them. */
export async function findUserOfSession(db: Db, companyId: string, userId: string, sessionId: string) {
  const [user] = await runNamed<UserOfSession>(
    db,
    named('user of session')`
      select users.role, users.full_name, companies.require_two_factor, exists (
          select from second_factors factor
          where factor.company_id = users.company_id and factor.user_id = users.user_id and factor.confirmed_at is not null
        ) as has_two_factor
      from sessions
      join users on users.company_id = sessions.company_id and users.user_id = sessions.user_id
      join companies on companies.company_id = users.company_id
      where sessions.company_id = ${companyId} and sessions.session_id = ${sessionId} and users.user_id = ${userId}
        and sessions.revoked_at is null`,
  )
  return user
}

interface UserOfSession {
  readonly role: Role
  readonly full_name: string
  readonly require_two_factor: boolean
  readonly has_two_factor: boolean
}

export const insertSession = (db: Db, session: Insertable<AuthTables['sessions']>) => db.insertInto('sessions').values(session).execute()

export const findSession = (db: Db, companyId: string, sessionId: string) =>
  db.selectFrom('sessions').selectAll().where('company_id', '=', companyId).where('session_id', '=', sessionId).executeTakeFirst()

/** Replaces the current token of a session; false when another rotation or a revocation came first. */
export async function rotateSession(
  db: Db,
  companyId: string,
  sessionId: string,
  { generation, tokenHash, now }: { generation: number; tokenHash: Buffer; now: Date },
) {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ generation: generation + 1, token_hash: tokenHash, rotated_at: now })
    .where('company_id', '=', companyId)
    .where('session_id', '=', sessionId)
    .where('generation', '=', generation)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export const revokeSession = (db: Db, companyId: string, sessionId: string, now: Date) =>
  db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('company_id', '=', companyId)
    .where('session_id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .execute()

/** Ends the sessions of a user, all or all but one. */
export const revokeSessionsOf = (db: Db, companyId: string, userId: string, { except, now }: { except: string | null; now: Date }) =>
  db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('company_id', '=', companyId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .$if(except !== null, query => query.where('session_id', '!=', except ?? ''))
    .execute()

export const deleteExpiredSessions = (db: Db, companyId: string, now: Date) =>
  db.deleteFrom('sessions').where('company_id', '=', companyId).where('expires_at', '<', now).execute()

/** Sessions of a user that still stand. */
export async function listSessions(db: Db, companyId: string, userId: string, now: Date, request: PageRequest) {
  const all = db
    .selectFrom('sessions')
    .where('company_id', '=', companyId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('session_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('session_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.session_id)
}

export const updateUser = (db: Db, companyId: string, userId: string, changes: Updateable<AuthTables['users']>) =>
  db.updateTable('users').set(changes).where('company_id', '=', companyId).where('user_id', '=', userId).returningAll().executeTakeFirst()

export async function companyRequiresTwoFactor(db: Db, companyId: string) {
  const company = await db.selectFrom('companies').select('require_two_factor').where('company_id', '=', companyId).executeTakeFirst()
  return company?.require_two_factor ?? false
}
