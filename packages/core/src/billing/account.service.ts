import type { PlanName } from '@craveva/contract/billing'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { toMicro } from './credits.ts'
import { findBalance, insertBalance, insertEntry, keepQuietOfLow, lockBalance, sumSince, updateTerms } from './ledger.store.ts'
import { endOfPeriod } from './periods.ts'
import { lowShare, plans } from './plans.ts'
import { databaseTime, insertSubscription, lockSubscription, setTask, updateSubscription } from './subscriptions.store.ts'

const day = 86_400_000

/** Opens the books of a new company: with a trial, where its plan has one, else with the plan's first period. */
export async function openAccount(db: Db, companyId: string, planName: PlanName) {
  const { credits, metered, trial } = plans[planName]
  const now = await databaseTime(db)
  const granted = toMicro(trial?.credits ?? credits)
  const period_end = trial ? new Date(now.getTime() + trial.days * day) : endOfPeriod(now, now)
  await insertBalance(db, { company_id: companyId, metered: metered && !trial, low_mark: granted * lowShare })
  await insertSubscription(db, {
    company_id: companyId,
    plan: planName,
    status: trial ? 'trialing' : 'active',
    period_start: now,
    period_end,
    anchor: now,
  })
  await setTask(db, { kind: 'period', id: companyId, company_id: companyId, due_at: period_end })
  await grantPlanCredits(db, companyId, granted, now)
}

/**
 * Begins a period of a plan now: what is left of the one before expires, what was bought stays. Done once for each moment, however often
 * it is asked.
 */
export async function beginPeriod(db: Db, companyId: string, planName: PlanName) {
  const before = await lockSubscription(db, companyId)
  if (!before) throw new Error(`The company ${companyId} has no subscription`)
  const now = await databaseTime(db)
  const { credits, metered } = plans[planName]
  await expirePlanCredits(db, companyId, before.period_start)
  const goesOn = before.plan === planName && before.status === 'active'
  const anchor = goesOn ? before.anchor : now
  const period_end = endOfPeriod(anchor, now)
  await updateSubscription(db, companyId, {
    ...{ plan: planName, status: 'active', period_start: now, period_end, anchor, next_plan: null, updated_at: now },
  })
  await updateTerms(db, companyId, { metered, low_mark: toMicro(credits) * lowShare })
  await setTask(db, { kind: 'period', id: companyId, company_id: companyId, due_at: period_end })
  await grantPlanCredits(db, companyId, toMicro(credits), now)
}

/** Lets what is left of a plan's credits expire. What was spent since `since` was spent from them first, and only then from bought ones. */
export async function expirePlanCredits(db: Db, companyId: string, since: Date) {
  await lockBalance(db, companyId)
  const left = await leftOfPlan(db, companyId, since)
  if (left === 0) return
  // New ones follow, or a mail of its own.
  await keepQuietOfLow(db, companyId)
  await insertEntry(db, {
    company_id: companyId,
    transaction_id: newId('txn'),
    kind: 'expire',
    source: `plan-end:${since.toISOString()}`,
    available: -left,
    outside: left,
  })
}

/** Micro-credits of a plan's period that are left. */
export async function leftOfPlan(db: Db, companyId: string, since: Date) {
  const balance = await findBalance(db, companyId)
  const { granted, spent } = await sumSince(db, companyId, since)
  return Math.min(balance?.available ?? 0, Math.max(0, granted - spent))
}

async function grantPlanCredits(db: Db, companyId: string, micro: number, now: Date) {
  if (micro === 0) return
  await insertEntry(db, {
    company_id: companyId,
    transaction_id: newId('txn'),
    kind: 'grant',
    source: `plan:${now.toISOString()}`,
    available: micro,
    outside: -micro,
  })
}
