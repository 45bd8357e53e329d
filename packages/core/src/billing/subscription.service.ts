import type { PlanName } from '@craveva/contract/billing'
import type { Selectable } from 'kysely'
import type { Services, UserContext } from '../context.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { beginPeriod, expirePlanCredits, leftOfPlan } from './account.service.ts'
import type { BillingTables } from './billing.tables.ts'
import { toMicro } from './credits.ts'
import { updateTerms } from './ledger.store.ts'
import { findDefaultMethod } from './payment-methods.store.ts'
import { pay } from './payments.service.ts'
import { plans } from './plans.ts'
import { databaseTime, findSubscription, lockSubscription, removeTask, setTask, updateSubscription } from './subscriptions.store.ts'
import { tellPastDue } from './tell-past-due.ts'

export type Subscription = Selectable<BillingTables['subscriptions']>

const day = 86_400_000

export async function getSubscription(db: Db, companyId: string): Promise<Subscription> {
  const subscription = await findSubscription(db, companyId)
  if (!subscription) throw new AppError('NOT_FOUND', 'This company has no subscription yet.')
  return subscription
}

/** Whether companies can change to a plan themselves: one that is paid for, or the one that this server gives to all. */
export const isOffered = ({ config }: Pick<Services, 'config'>, plan: PlanName) => plans[plan].price > 0 || config.planDefault === plan

/**
 * Changes to a plan. A dearer one begins at once: its first period is paid, less what is unused of the one before. A cheaper one begins with
 * the next period, and is paid then; to ask for the present plan takes such a change back. Throws CONFLICT for a plan that is not offered,
 * PAYMENT_DECLINED.
 */
export async function changePlan(context: UserContext, plan: PlanName, key: string | null): Promise<Subscription> {
  const { pool, principal } = context
  const { companyId } = principal
  if (!isOffered(context, plan)) throw new AppError('CONFLICT', `The plan ${plans[plan].title} is made by agreement. Ask us for it.`)
  const { present, discount } = await inCompany(pool, companyId, async db => {
    const subscription = await getSubscription(db, companyId)
    return { present: subscription, discount: await unusedOf(db, subscription) }
  })
  const isPaidFor = present.status === 'active' && plans[present.plan].price > 0
  if (present.status === 'active' && (present.plan === plan || (isPaidFor && plans[plan].price < plans[present.plan].price)))
    return inCompany(pool, companyId, db => updateSubscription(db, companyId, { next_plan: present.plan === plan ? null : plan }))
  if (plans[plan].price > 0)
    await pay(
      context,
      companyId,
      { purpose: 'plan', plan, discount },
      { method: null, key: key ?? `change:${plan}:${present.period_start.toISOString()}` },
    )
  else await inCompany(pool, companyId, db => beginPeriod(db, companyId, plan))
  return inCompany(pool, companyId, db => getSubscription(db, companyId))
}

/**
 * Cents of a plan's price that its period has not used: the smaller share of what is left of the time and of the plan's credits, so that
 * nobody uses up the credits and has them paid back.
 */
async function unusedOf(db: Db, { company_id, plan, status, period_start, period_end }: Subscription) {
  const { price, credits } = plans[plan]
  if (status !== 'active' || price === 0) return 0
  const now = await databaseTime(db)
  const time = (period_end.getTime() - now.getTime()) / (period_end.getTime() - period_start.getTime())
  const left = await leftOfPlan(db, company_id, period_start)
  return Math.floor(price * Math.max(0, Math.min(1, time, left / toMicro(credits))))
}

/**
 * Ends a period that is over and begins the next, once, whichever server comes first. One that cannot be paid for is tried again daily, and told
 * once.
 */
export async function renew(services: Pick<Services, 'pool' | 'payments' | 'now' | 'jobs' | 'config'>, companyId: string) {
  const { pool } = services
  const due = await inCompany(pool, companyId, async db => {
    const subscription = await lockSubscription(db, companyId)
    if (!subscription) {
      await removeTask(db, 'period', companyId)
      return null
    }
    const { plan, period_end, status } = subscription
    if (period_end > (await databaseTime(db))) {
      await setTask(db, { kind: 'period', id: companyId, company_id: companyId, due_at: period_end })
      return null
    }
    const next = subscription.next_plan ?? plan
    if (plans[next].price === 0) {
      await beginPeriod(db, companyId, next)
      return null
    }
    await suspend(db, subscription)
    const isNew = status !== 'past_due'
    if (await findDefaultMethod(db, companyId)) return { next, period_end, isNew }
    if (isNew) await tellPastDue(services, db, subscription, 'There is no payment method yet.')
    return null
  })
  if (!due) return
  const manner = { method: null, key: `renew:${due.period_end.toISOString()}`, present: false }
  await pay(services, companyId, { purpose: 'plan', plan: due.next }, manner).catch(async error => {
    if (due.isNew && error instanceof AppError && error.code === 'PAYMENT_DECLINED')
      await inCompany(pool, companyId, async db => tellPastDue(services, db, await getSubscription(db, companyId), error.message))
    throw error
  })
}

/** Until the next period is paid for there is nothing left of the plan; what was bought stays. */
async function suspend(db: Db, { company_id, period_start }: Subscription) {
  await expirePlanCredits(db, company_id, period_start)
  await updateTerms(db, company_id, { metered: false, low_mark: 0 })
  const now = await databaseTime(db)
  await updateSubscription(db, company_id, { status: 'past_due', updated_at: now })
  await setTask(db, { kind: 'period', id: company_id, company_id, due_at: new Date(now.getTime() + day) })
}
