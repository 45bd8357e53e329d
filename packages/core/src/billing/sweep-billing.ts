import type { PlanName } from '@craveva/contract/billing'
import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { openAccount } from './account.service.ts'
import { seeThrough } from './payments.service.ts'
import { findPayment } from './payments.store.ts'
import { reconcilePayments } from './reconcile-payments.ts'
import { renew } from './subscription.service.ts'
import { addTask, type BillingTask, claimTasks, companiesWithoutAccount, removeTask, setTask } from './subscriptions.store.ts'
import { companiesWithOldHolds } from './turn-credits.store.ts'
import { releaseOldHolds } from './turn-credits.ts'

type Needs = Pick<Services, 'pool' | 'payments' | 'now' | 'log' | 'jobs' | 'config'>

/** Does what is due: ends periods, sees payments through, gives back what dead turns had reserved. Several servers may do so at once. */
export async function sweepBilling(needs: Needs) {
  const { pool, log } = needs
  for (const companyId of await companiesWithOldHolds(pool)) await inCompany(pool, companyId, db => releaseOldHolds(db, companyId))
  for (const task of await claimTasks(pool, 50))
    await work(needs, task).catch(error => log.warn({ err: error, ...task }, 'a payment or a period is tried again later'))
}

/** Lets payments be compared with those of a provider that has a memory of its own, from now on. */
export async function startComparing({ pool, payments }: Pick<Needs, 'pool' | 'payments'>) {
  if (payments.hosted) await addTask(pool, { kind: 'reconcile', id: payments.name, company_id: '', due_at: new Date() })
}

/** Opens the books of companies that have none. */
export async function openMissingAccounts({ pool }: Pick<Needs, 'pool'>, plan: PlanName) {
  for (const companyId of await companiesWithoutAccount(pool)) await inCompany(pool, companyId, db => openAccount(db, companyId, plan))
}

/** Milliseconds between two comparisons of all payments with those of the provider. */
const betweenComparisons = 3_600_000

async function work(needs: Needs, { kind, id, company_id }: BillingTask) {
  if (kind === 'period') return renew(needs, company_id)
  if (kind === 'reconcile') {
    await setTask(needs.pool, { kind, id, company_id, due_at: new Date(Date.now() + betweenComparisons) })
    if (id === needs.payments.name) await reconcilePayments(needs)
    return
  }
  const payment = await inCompany(needs.pool, company_id, db => findPayment(db, company_id, id))
  if (payment) await seeThrough(needs, payment)
  else await removeTask(needs.pool, 'payment', id)
}
