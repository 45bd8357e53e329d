import { type Insertable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import type { BillingTables } from './billing.tables.ts'

type Entry = Insertable<BillingTables['ledger']>

/** Books a movement. False when its source was booked before. Fails when an account would fall below zero. */
export async function insertEntry(db: Db, entry: Entry) {
  const booked = await db
    .insertInto('ledger')
    .values(entry)
    .onConflict(conflict => conflict.columns(['company_id', 'source']).doNothing())
    .returning('transaction_id')
    .executeTakeFirst()
  return booked !== undefined
}

/** The entry that a source was booked by. */
export const isBooked = (db: Db, companyId: string, source: string) =>
  db.selectFrom('ledger').selectAll().where('company_id', '=', companyId).where('source', '=', source).executeTakeFirst()

export const insertBalance = (db: Db, row: Insertable<BillingTables['credit_balances']>) =>
  db.insertInto('credit_balances').values(row).execute()

export const findBalance = (db: Db, companyId: string) =>
  db.selectFrom('credit_balances').selectAll().where('company_id', '=', companyId).executeTakeFirst()

/** The same, held until the transaction ends: nobody else moves credits of the company meanwhile. */
export const lockBalance = (db: Db, companyId: string) =>
  db.selectFrom('credit_balances').selectAll().where('company_id', '=', companyId).forNoKeyUpdate().executeTakeFirst()

export const updateTerms = (db: Db, companyId: string, terms: { metered: boolean; low_mark: number }) =>
  db.updateTable('credit_balances').set(terms).where('company_id', '=', companyId).execute()

/** Nobody is told that credits run low from now on until there are new ones. */
export const keepQuietOfLow = (db: Db, companyId: string) =>
  sql`update credit_balances set notice = greatest(notice, 1) where company_id = ${companyId}`.execute(db)

/** Notes that it was told that the credits do not suffice; false when it was noted before. */
export async function noteExhausted(db: Db, companyId: string) {
  const { numUpdatedRows } = await db
    .updateTable('credit_balances')
    .set({ notice: 2 })
    .where('company_id', '=', companyId)
    .where('notice', '<', 2)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function listEntries(db: Db, companyId: string, request: PageRequest) {
  const all = db.selectFrom('ledger').where('company_id', '=', companyId)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = request.cursor ? all.where('transaction_id', '<', request.cursor) : all.offset(request.offset)
  const rows = await page
    .selectAll()
    .orderBy('transaction_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, row => row.transaction_id)
}

/** Micro-credits of plans that were granted since a moment, and what was spent since then. */
export async function sumSince(db: Db, companyId: string, since: Date) {
  const { rows } = await sql<{ granted: number; spent: number }>`
    select coalesce(sum(available) filter (where kind = 'grant' and source like 'plan:%'), 0)::bigint as granted,
      coalesce(sum(spent), 0)::bigint as spent
    from ledger where company_id = ${companyId} and created_at >= ${since}`.execute(db)
  return rows[0] ?? { granted: 0, spent: 0 }
}
