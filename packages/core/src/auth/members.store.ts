import type { Role } from '@craveva/contract/operations'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'

const members = (db: Db, companyId: string) =>
  db
    .selectFrom('users')
    .leftJoin('second_factors as factor', join =>
      join.onRef('factor.company_id', '=', 'users.company_id').onRef('factor.user_id', '=', 'users.user_id'),
    )
    .where('users.company_id', '=', companyId)

const columns = [
  'users.user_id',
  'users.email',
  'users.full_name',
  'users.role',
  'users.is_verified',
  'users.created_at',
  'factor.confirmed_at as two_factor_since',
] as const

export const findMember = (db: Db, companyId: string, userId: string) =>
  members(db, companyId).select(columns).where('users.user_id', '=', userId).executeTakeFirst()

export async function listMembers(db: Db, companyId: string, q: string | undefined, request: PageRequest) {
  const pattern = `%${(q ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const all = members(db, companyId).$if(q !== undefined && q !== '', query =>
    query.where(where => where.or([where('users.full_name', 'ilike', pattern), where('users.email', 'ilike', pattern)])),
  )
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('users.user_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .select(columns)
    .orderBy('users.user_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.user_id)
}

/** The owners and the named users, held until the transaction ends; in one order, so that two transactions do not wait for each other. */
export const lockMembers = (db: Db, companyId: string, userIds: readonly string[]) =>
  db
    .selectFrom('users')
    .select(['user_id', 'role', 'email'])
    .where('company_id', '=', companyId)
    .where(where => where.or([where('role', '=', 'owner'), where('user_id', 'in', [...userIds])]))
    .orderBy('user_id')
    .forUpdate()
    .execute()

export const sessionIdsOf = (db: Db, companyId: string, userId: string) =>
  db.selectFrom('sessions').select('session_id').where('company_id', '=', companyId).where('user_id', '=', userId).execute()

export const deleteUser = (db: Db, companyId: string, userId: string) =>
  db.deleteFrom('users').where('company_id', '=', companyId).where('user_id', '=', userId).execute()

/** Addresses and names of the users with one of these roles; a few at most. */
export const listLeaders = (db: Db, companyId: string, withRoles: readonly Role[]) =>
  db
    .selectFrom('users')
    .select(['email', 'full_name'])
    .where('company_id', '=', companyId)
    .where('role', 'in', withRoles)
    .orderBy('user_id')
    .limit(20)
    .execute()

/** Whether somebody has proved an address or has a login. */
export async function hasBeenEntered(db: Db, companyId: string) {
  const verified = db.selectFrom('users').select('user_id').where('company_id', '=', companyId).where('is_verified', '=', true)
  const login = db.selectFrom('sessions').select('user_id').where('company_id', '=', companyId)
  return (await verified.union(login).limit(1).executeTakeFirst()) !== undefined
}
