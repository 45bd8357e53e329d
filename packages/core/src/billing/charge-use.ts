import type { UsageOperation } from '@craveva/contract/billing'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { AppError } from '../errors.ts'
import { insertEntry, lockBalance } from './ledger.store.ts'
import { insertUsage } from './usage.store.ts'

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

/** Counts and charges something at once, in the transaction `db`. Throws INSUFFICIENT_CREDITS, and nothing is counted. */
export async function chargeUse(db: Db, companyId: string, { operation, source, agentId, channel, outletId, cost }: Use) {
  const row = { company_id: companyId, source, operation, agent_id: agentId, channel, outlet_id: outletId ?? null, credits: cost }
  const isNew = await insertUsage(db, { ...row, model: null })
  if (!isNew || cost === 0) return
  const balance = await lockBalance(db, companyId)
  const covered = Math.min(cost, balance?.available ?? 0)
  if (!balance || (covered < cost && !balance.metered)) throw new AppError('INSUFFICIENT_CREDITS')
  await insertEntry(db, {
    company_id: companyId,
    transaction_id: newId('txn'),
    kind: 'charge',
    source: `use:${source}`,
    available: -covered,
    spent: cost,
    outside: covered - cost,
  })
}
