import { type Insertable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { BillingTables } from './billing.tables.ts'

type Cap = BillingTables['spending_caps']

const ofCompany = (db: Db, companyId: string) => db.selectFrom('spending_caps').selectAll().where('company_id', '=', companyId)

export const findCap = (db: Db, companyId: string, capId: string) => ofCompany(db, companyId).where('cap_id', '=', capId).executeTakeFirst()

export const listCaps = (db: Db, companyId: string) => ofCompany(db, companyId).orderBy('cap_id', 'desc').limit(1000).execute()

/** Sets a cap, in place of the one that the same side has set for the same. */
export const upsertCap = (db: Db, row: Insertable<Cap>) =>
  db
    .insertInto('spending_caps')
    .values(row)
    .onConflict(conflict =>
      conflict
        .columns(['company_id', 'scope', 'subject', 'period', 'set_by'])
        .doUpdateSet({ amount: row.amount, sentence: row.sentence ?? null, updated_at: sql<Date>`now()` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()

/** What was told of a cap is told anew, as it is another one now. */
export const forgetTold = (db: Db, companyId: string, capId: string) =>
  sql`update cap_counters counter set told = case when spent >= cap.amount then 100 when spent * 5 >= cap.amount * 4 then 80
      when spent * 2 >= cap.amount then 50 else 0 end
    from spending_caps cap where cap.company_id = ${companyId} and cap.cap_id = ${capId}
      and counter.company_id = ${companyId} and counter.cap_id = ${capId}`.execute(db)

/** False when there was none. */
export async function deleteCap(db: Db, companyId: string, capId: string) {
  const { numDeletedRows } = await db
    .deleteFrom('spending_caps')
    .where('company_id', '=', companyId)
    .where('cap_id', '=', capId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Removes the caps that name an agent: all of them, or the one it set itself. */
export const deleteCapsOfAgent = (db: Db, companyId: string, agentId: string, which: 'all' | 'its own') =>
  db
    .deleteFrom('spending_caps')
    .where('company_id', '=', companyId)
    .where('scope', '=', 'agent')
    .where('subject', '=', agentId)
    .$if(which === 'its own', query => query.where('set_by', '=', 'agent'))
    .execute()

/** What people call the agent or outlet that a cap is for; null for whatever has no name of its own, or is gone. */
export async function nameOfSubject(db: Db, companyId: string, { scope, subject }: { scope: string; subject: string }) {
  if (scope !== 'agent' && scope !== 'outlet') return null
  const table = scope === 'agent' ? 'agents' : 'outlets'
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(table)} where company_id = ${companyId} and ${sql.ref(`${scope}_id`)} = ${subject}`.execute(db)
  return rows[0]?.name ?? null
}

/** Says whether turns have caps to look at. */
export const noteCapped = (db: Db, companyId: string) =>
  sql`update credit_balances set capped = exists (select from spending_caps where company_id = ${companyId})
    where company_id = ${companyId}`.execute(db)

/** What was spent and is reserved under each cap in its present period: those with most first, the first few of each. */
export async function readCounters(db: Db, companyId: string, perCap: number) {
  const { rows } = await sql<{ cap_id: string; subject: string; spent: number; held: number; starts: Date }>`
    select cap_id, counter.subject, counter.spent, counter.held, counter.starts from spending_caps cap cross join lateral (
      select subject, spent, held, starts from cap_counters
      where company_id = ${companyId} and cap_id = cap.cap_id
        and starts = date_trunc(cap.period, now() at time zone 'UTC') at time zone 'UTC'
      order by spent desc limit ${perCap}
    ) counter
    where company_id = ${companyId}`.execute(db)
  return rows
}

/** Forgets what was counted in periods that are long over. */
export const deleteOldCounters = (db: Db, companyId: string) =>
  sql`delete from cap_counters where company_id = ${companyId} and starts < now() - interval '40 days' and held = 0`.execute(db)
