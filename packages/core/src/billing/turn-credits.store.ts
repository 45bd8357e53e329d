import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { named } from '../db/named-query.ts'

/** Which turn, and under which ids its movements are booked. */
export interface TurnEntry {
  readonly companyId: string
  readonly executionId: string
  readonly transactionId: string
}

/** What a turn used, and whether anybody pays for it. */
export interface TurnUse {
  readonly paid: boolean
  /** That answered; its prices are those of the quote. */
  readonly model: string
  readonly inputTokens: number
  readonly outputTokens: number
  /** To databases. */
  readonly queries: number
}

/** Minutes after which a hold goes back whatever its turn does; seconds after which it does so when its turn has ended, or is gone. */
const longestHoldMinutes = 60
const orphanSeconds = 45

/**
 * Reserves the most that a turn may cost, of the balance and of every cap it falls under, if the turn was stored. Answers one row, whose
 * `outcome` is `funded` when the turn may run, `credits` when there are too few, else the id of the cap that has no room.
 */
export const holdStatement = ({ companyId, executionId, transactionId }: TurnEntry, amount: number) =>
  named('credits hold')`select hold_credits(${companyId}, ${executionId}, ${transactionId}, ${amount}) as outcome`

/**
 * Charges a turn that has ended, in the transaction that ended it, by the prices of its quote: never more than is there unless the company
 * pays afterwards, and never beyond a cap; what was reserved beyond that is spendable again. Does nothing to a turn that was settled before,
 * or is a trial.
 */
export const settleStatement = (
  { companyId, executionId, transactionId }: TurnEntry,
  { paid, model, inputTokens, outputTokens, queries }: TurnUse,
) =>
  named(
    'credits settle',
  )`select settle_turn(${companyId}, ${executionId}, ${transactionId}, ${paid}, ${model}, ${inputTokens}, ${outputTokens}, ${queries})`

/** Why a turn that waited may not run with a model that has a price: `credits`, or the id of a cap; null when it may. */
export async function findWithheld(db: Db, companyId: string, executionId: string) {
  const row = await db
    .selectFrom('executions')
    .select('withheld')
    .where('company_id', '=', companyId)
    .where('execution_id', '=', executionId)
    .executeTakeFirst()
  return row?.withheld ?? null
}

/** Companies with holds that may have been left behind. */
export async function companiesWithOldHolds(db: Db) {
  const { rows } = await sql<{ company_id: string }>`
    select distinct company_id from credit_holds where created_at < now() - make_interval(secs => ${orphanSeconds}) limit 100`.execute(db)
  return rows.map(({ company_id }) => company_id)
}

/** Takes away the holds of turns that ended without settling, as they were deleted, or that lasted too long, and gives caps their room back. */
export async function takeOldHolds(db: Db, companyId: string) {
  const { rows } = await sql<{ execution_id: string; amount: number }>`
    with taken as (
      delete from credit_holds hold
      where company_id = ${companyId} and created_at < now() - make_interval(secs => ${orphanSeconds})
        and (created_at < now() - make_interval(mins => ${longestHoldMinutes}) or not exists (
          select from executions turn
          where turn.company_id = ${companyId} and turn.execution_id = hold.execution_id and turn.status in ('queued', 'running')))
      returning execution_id, amount, counted, counters
    ), roomier as (
      select counter_id, sum(counted) as counted from taken cross join lateral unnest(counters) counter_id group by counter_id
    ), given as (
      update cap_counters set held = held - roomier.counted from roomier
      where company_id = ${companyId} and cap_counters.counter_id = roomier.counter_id
    )
    select execution_id, amount from taken`.execute(db)
  return rows
}
