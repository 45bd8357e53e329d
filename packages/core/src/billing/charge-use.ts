import type { UsageOperation } from '@craveva/contract/billing'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { AppError } from '../errors.ts'

/** Something that was used, and what it costs. */
export interface Use {
  readonly operation: UsageOperation
  /** What it is for, such as the id of a query: charged once. */
  readonly source: string
  readonly agentId: string | null
  readonly channel: string
  readonly outletId?: string | null
  /** Micro-credits; see `queryFee`. */
  readonly cost: number
}

/** Counts and charges something at once, in the transaction `db`. Throws INSUFFICIENT_CREDITS, also at a spending cap, and nothing is counted. */
export async function chargeUse(db: Db, companyId: string, { operation, source, agentId, channel, outletId, cost }: Use) {
  const { rows } = await sql<{ outcome: string }>`
    select charge_use(${companyId}, ${newId('txn')}, ${source}, ${operation}, ${agentId}, ${channel}, ${outletId ?? null}, ${cost}) as outcome`.execute(
    db,
  )
  const outcome = rows[0]?.outcome
  if (outcome === 'charged' || outcome === 'known') return
  throw new AppError('INSUFFICIENT_CREDITS', outcome === 'credits' ? undefined : 'A spending cap of your company is reached.')
}
