import type { PlatformCustomer } from '@craveva/contract/adapters'
import type { LeaseContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { keyOfSubject } from '../deployments/identify-visitor.ts'
import { type CustomerQuery, findCustomer, findOfDeployment } from './customer-data.store.ts'
import { eraseVisitor } from './visitor-data.store.ts'

type Needs = Pick<LeaseContext, 'pool' | 'runner' | 'leased'>

/** Erases everything about a customer of the deployment's platform, and stops the answers that are still being written to them. */
export async function eraseCustomer({ pool, runner, leased: { companyId, deploymentId } }: Needs, customer: PlatformCustomer) {
  const { count, open } = await inCompany(pool, companyId, async db => {
    const found = await findCustomer(db, companyId, toQuery(deploymentId, customer))
    return { count: found.conversations.length, open: await eraseVisitor(db, found) }
  })
  for (const executionId of open) await runner.cancel(companyId, executionId)
  return count
}

/** What is kept of a customer, by id. */
export const readCustomer = ({ pool, leased: { companyId, deploymentId } }: Pick<Needs, 'pool' | 'leased'>, customer: PlatformCustomer) =>
  inCompany(pool, companyId, db => findCustomer(db, companyId, toQuery(deploymentId, customer)))

const batch = 200

/** Erases the conversations and leads of a deployment, in portions: what is broken off goes on where it was. */
export async function eraseOfDeployment({ pool, runner, leased: { companyId, deploymentId } }: Needs) {
  for (;;) {
    const { left, open } = await inCompany(pool, companyId, async db => {
      const found = await findOfDeployment(db, companyId, deploymentId, batch)
      return { left: found.conversations.length + found.addresses.length + found.leads.length, open: await eraseVisitor(db, found) }
    })
    for (const executionId of open) await runner.cancel(companyId, executionId)
    if (left === 0) return
  }
}

const toQuery = (deploymentId: string, { subject, email, phone }: PlatformCustomer): CustomerQuery => ({
  deploymentId,
  visitorKey: subject === null ? null : keyOfSubject(deploymentId, subject),
  email: email?.trim().toLowerCase() || null,
  phone: phone?.replace(/\D/g, '') || null,
})
