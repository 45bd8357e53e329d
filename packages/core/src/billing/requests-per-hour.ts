import type { Db } from '../db/database.ts'
import { plans } from './plans.ts'
import { findSubscription } from './subscriptions.store.ts'

/** What the plan of a company allows its keys; null where the operator decides, undefined without a plan. */
export async function requestsPerHour(db: Db, companyId: string): Promise<number | null | undefined> {
  const subscription = await findSubscription(db, companyId)
  return subscription && plans[subscription.plan].requestsPerHour
}
