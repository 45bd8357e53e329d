import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { named } from '../db/named-query.ts'

/** Which turn, and under which ids its movements are booked. */
export interface TurnEntry {
  readonly companyId: string
  readonly executionId: string
  readonly transactionId: string
}

/** Minutes after which a hold goes back whatever its turn does; seconds after which it does so when its turn has ended, or is gone. */
const longestHoldMinutes = 60
const orphanSeconds = 60

/**
 * Reserves the most that a turn may cost, if the turn was stored and so much is there. Answers one row, `funded` telling whether the turn
 * may run: also when the company pays afterwards.
 */
export const holdStatement = ({ companyId, executionId, transactionId }: TurnEntry, amount: number) =>
  named('credits hold')`
    with balance as (
      select from credit_balances
      where company_id = ${companyId} and not metered and available >= ${amount}::bigint
        and exists (select from executions where company_id = ${companyId} and execution_id = ${executionId})
      for no key update
    ), entry as (
      insert into ledger (company_id, transaction_id, kind, source, available, held)
      select ${companyId}, ${transactionId}, 'hold', 'hold:' || ${executionId}, -${amount}::bigint, ${amount}::bigint from balance
      on conflict (company_id, source) do nothing
      returning 1
    ), hold as (
      insert into credit_holds (execution_id, company_id, amount) select ${executionId}, ${companyId}, ${amount}::bigint from entry
    )
    select metered or exists (select from entry) as funded from credit_balances where company_id = ${companyId}`

/**
 * Charges a turn that has ended, in the transaction that ended it: what it cost, never more than is there unless the company pays
 * afterwards; what was reserved beyond that is spendable again. Does nothing to a turn that was settled before, or is a trial.
 */
export const settleStatement = ({ companyId, executionId, transactionId }: TurnEntry, cost: number) =>
  named('credits settle')`
    with hold as (
      delete from credit_holds where execution_id = ${executionId} and company_id = ${companyId} returning amount
    ), turn as (
      select coalesce((select amount from hold), 0) as held, case when exists (select from hold) or exists (
        select from usage_records where company_id = ${companyId} and source = ${executionId}) then ${cost}::bigint else 0 end as cost
    ), balance as (
      select available, metered from credit_balances where company_id = ${companyId} for no key update
    ), split as (
      select held, least(cost, held + available) as covered, case when metered then cost else least(cost, held + available) end as charged
      from turn cross join balance
    ), entry as (
      insert into ledger (company_id, transaction_id, kind, source, available, held, spent, outside)
      select ${companyId}, ${transactionId}, case when charged > 0 then 'charge' else 'release' end, 'settle:' || ${executionId},
        held - covered, -held, charged, covered - charged
      from split where held > 0 or charged > 0
      on conflict (company_id, source) do nothing
      returning spent
    )
    update usage_records set credits = entry.spent from entry
    where company_id = ${companyId} and source = ${executionId} and entry.spent > 0`

/** Whether a turn that waited may run with a model that has a price: it holds credits, the company pays afterwards, or it is a trial. */
export async function isFunded(db: Db, companyId: string, executionId: string) {
  const { rows } = await sql<{ funded: boolean }>`
    select metered or exists (select from credit_holds where execution_id = ${executionId} and company_id = ${companyId})
      or exists (select from executions where company_id = ${companyId} and execution_id = ${executionId} and is_test) as funded
    from credit_balances where company_id = ${companyId}`.execute(db)
  return rows[0]?.funded ?? false
}

/** Companies with holds that may have been left behind. */
export async function companiesWithOldHolds(db: Db) {
  const { rows } = await sql<{ company_id: string }>`
    select distinct company_id from credit_holds where created_at < now() - make_interval(secs => ${orphanSeconds}) limit 100`.execute(db)
  return rows.map(({ company_id }) => company_id)
}

/** Takes away the holds of turns that ended without settling, as they were deleted, or that lasted too long. */
export async function takeOldHolds(db: Db, companyId: string) {
  const { rows } = await sql<{ execution_id: string; amount: number }>`
    delete from credit_holds hold
    where company_id = ${companyId} and created_at < now() - make_interval(secs => ${orphanSeconds})
      and (created_at < now() - make_interval(mins => ${longestHoldMinutes}) or not exists (
        select from executions turn
        where turn.company_id = ${companyId} and turn.execution_id = hold.execution_id and turn.status in ('queued', 'running')))
    returning execution_id, amount`.execute(db)
  return rows
}
