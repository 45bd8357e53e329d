import type { PlatformCustomer } from '@craveva/contract/adapters'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { keyOfSubject } from '../deployments/identify-visitor.ts'
import { type CustomerQuery, findCustomer, findOfDeployment } from './customer-data.store.ts'
import { eraseVisitor } from './visitor-data.store.ts'
import type { VisitorIds } from './visitor-tables.ts'

type Needs = Pick<Services, 'pool' | 'runner'>

/** What a deployment keeps from before a time, as the database writes it. */
interface Place {
  readonly companyId: string
  readonly deploymentId: string
  readonly before: string
}

/** Erases everything about a customer of the deployment's platform, and stops the answers that are still being written to them. */
export const eraseCustomer = (needs: Needs, place: Place, customer: PlatformCustomer) =>
  erase(needs, place.companyId, db => findCustomer(db, place.companyId, toQuery(place, customer)))

/** What is kept of a customer, by id. */
export const readCustomer = (db: Db, place: Place, customer: PlatformCustomer) =>
  findCustomer(db, place.companyId, toQuery(place, customer))

const batch = 200

/** Erases a portion of the conversations and leads of a deployment; whether there were any. */
export const eraseSomeOfDeployment = (needs: Needs, { companyId, deploymentId, before }: Place) =>
  erase(needs, companyId, db => findOfDeployment(db, companyId, { deploymentId, before, most: batch }))

async function erase({ pool, runner }: Needs, companyId: string, find: (db: Db) => Promise<VisitorIds>) {
  const { count, open } = await inCompany(pool, companyId, async db => {
    const found = await find(db)
    return { count: found.conversations.length + found.addresses.length + found.leads.length, open: await eraseVisitor(db, found) }
  })
  for (const executionId of open) await runner.cancel(companyId, executionId)
  return count > 0
}

const toQuery = ({ deploymentId, before }: Place, { subject, email, phone }: PlatformCustomer): CustomerQuery => ({
  deploymentId,
  before,
  visitorKey: subject === null ? null : keyOfSubject(deploymentId, subject),
  email: email?.trim().toLowerCase() || null,
  phone: phone?.replace(/\D/g, '') || null,
})
