import type { PlanName } from '@craveva/contract/billing'
import type { Selectable } from 'kysely'
import type { Services, UserContext } from '../context.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { beginPeriod, expirePlanCredits } from './account.service.ts'
import type { BillingTables } from './billing.tables.ts'
import { updateTerms } from './ledger.store.ts'
import { findDefaultMethod } from './payment-methods.store.ts'
import { pay } from './payments.service.ts'
import { plans } from './plans.ts'
import { findSubscription, lockSubscription, setTask, updateSubscription } from './subscriptions.store.ts'

export type Subscription = Selectable<BillingTables['subscriptions']>

const day = 86_400_000

export async function getSubscription(db: Db, companyId: string): Promise<Subscription> {
  const subscription = await findSubscription(db, companyId)
  if (!subscription) throw new AppError('NOT_FOUND', 'This company has no subscription yet.')
  return subscription
}

/** Whether companies can change to a plan themselves: one that is paid for, or the one that this server gives to all. */
export const isOffered = ({ config }: Pick<Services, 'config'>, plan: PlanName) => plans[plan].price > 0 || config.planDefault === plan

/** Changes to a plan at once: its first period is paid, the old one ends. Throws CONFLICT for a plan that is not offered, PAYMENT_DECLINED. */
export async function changePlan(context: UserContext, plan: PlanName, key: string | null): Promise<Subscription> {
  const { pool, principal } = context
  const { companyId } = principal
  if (!isOffered(context, plan)) throw new AppError('CONFLICT', `The plan ${plans[plan].title} is made by agreement. Ask us for it.`)
  const present = await inCompany(pool, companyId, db => getSubscription(db, companyId))
  if (present.plan === plan && present.status === 'active') return present
  if (plans[plan].price > 0)
    await pay(
      context,
      companyId,
      { purpose: 'plan', plan },
      { method: null, key: key ?? `change:${plan}:${present.period_start.toISOString()}` },
    )
  else await inCompany(pool, companyId, db => beginPeriod(db, companyId, plan))
  return inCompany(pool, companyId, db => getSubscription(db, companyId))
}

/** Ends a period that is over and begins the next, once, whichever server comes first. One that cannot be paid for is tried again daily. */
export async function renew(services: Pick<Services, 'pool' | 'payments' | 'now'>, companyId: string) {
  const { pool } = services
  const due = await inCompany(pool, companyId, async db => {
    const subscription = await lockSubscription(db, companyId)
    if (!subscription) return null
    const { plan, period_end } = subscription
    if (period_end.getTime() > Date.now()) {
      await setTask(db, { kind: 'period', id: companyId, company_id: companyId, due_at: period_end })
      return null
    }
    if (plans[plan].price === 0) {
      await beginPeriod(db, companyId, plan)
      return null
    }
    await suspend(db, subscription)
    return (await findDefaultMethod(db, companyId)) ? subscription : null
  })
  if (!due) return
  await pay(services, companyId, { purpose: 'plan', plan: due.plan }, { method: null, key: `renew:${due.period_end.toISOString()}` })
}

/** Until the next period is paid for there is nothing left of the plan; what was bought stays. */
async function suspend(db: Db, { company_id, period_start }: Subscription) {
  await expirePlanCredits(db, company_id, period_start)
  await updateTerms(db, company_id, { metered: false, low_mark: 0 })
  await updateSubscription(db, company_id, { status: 'past_due', updated_at: new Date() })
  await setTask(db, { kind: 'period', id: company_id, company_id, due_at: new Date(Date.now() + day) })
}
