import { type Insertable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { CompanyTables } from './companies.tables.ts'

/** Invites an address, or invites it anew with another role and a fresh end. */
export const upsertInvitation = (db: Db, row: Insertable<CompanyTables['invitations']>) =>
  db
    .insertInto('invitations')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['company_id', 'email_key']).doUpdateSet({
        email: row.email,
        role: row.role,
        invited_by: row.invited_by,
        inviter_name: row.inviter_name,
        token_hash: null,
        expires_at: row.expires_at,
        created_at: row.created_at,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()

export const findInvitationByAddress = (db: Db, companyId: string, emailKey: string) =>
  db.selectFrom('invitations').select('created_at').where('company_id', '=', companyId).where('email_key', '=', emailKey).executeTakeFirst()

export const findInvitationByToken = (db: Db, companyId: string, hash: Buffer, now: Date) =>
  db
    .selectFrom('invitations')
    .innerJoin('companies', 'companies.company_id', 'invitations.company_id')
    .selectAll('invitations')
    .select('companies.name as company_name')
    .where('invitations.company_id', '=', companyId)
    .where('token_hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst()

/** Uses an invitation up; no row when it was used, withdrawn or has expired. */
export const takeInvitation = (db: Db, companyId: string, hash: Buffer, now: Date) =>
  db
    .deleteFrom('invitations')
    .where('company_id', '=', companyId)
    .where('token_hash', '=', hash)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()

export const setInvitationToken = (db: Db, companyId: string, invitationId: string, hash: Buffer) =>
  db
    .updateTable('invitations')
    .set({ token_hash: hash })
    .where('company_id', '=', companyId)
    .where('invitation_id', '=', invitationId)
    .returning(['email', 'role', 'inviter_name'])
    .executeTakeFirst()

export async function deleteInvitation(db: Db, companyId: string, invitationId: string) {
  const { numDeletedRows } = await db
    .deleteFrom('invitations')
    .where('company_id', '=', companyId)
    .where('invitation_id', '=', invitationId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** How many invitations a company has sent since `since`. */
export async function countInvitations(db: Db, companyId: string, since: Date) {
  const recent = db.selectFrom('invitations').where('company_id', '=', companyId).where('created_at', '>', since)
  return (await recent.select(countAll).executeTakeFirstOrThrow()).total
}

export async function listInvitations(db: Db, companyId: string, request: PageRequest) {
  const all = db.selectFrom('invitations').where('company_id', '=', companyId)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('invitation_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('invitation_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.invitation_id)
}

/** Forgets invitations that ended a while ago. */
export const deleteExpiredInvitations = (db: Db, companyId: string, now: Date) =>
  db
    .deleteFrom('invitations')
    .where('company_id', '=', companyId)
    .where('expires_at', '<', sql<Date>`${now}::timestamptz - interval '30 days'`)
    .execute()
