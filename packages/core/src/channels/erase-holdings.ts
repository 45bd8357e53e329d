import type { LeaseContext } from '../context.ts'
import { eraseOfDeployment } from '../conversations/customer-data.service.ts'
import { inCompany } from '../db/in-company.ts'
import { removeBroughtSource } from '../sources/brought-documents.ts'
import { deleteValues } from './values.store.ts'

type Needs = Pick<LeaseContext, 'pool' | 'leased' | 'runner' | 'now'>

/** Erases the documents that an adapter brought; or all that a deployment holds but its settings, by which it is still known. */
export async function eraseHoldings(context: Needs, what: 'documents' | 'everything') {
  const { companyId, deploymentId } = context.leased
  if (what === 'everything') await eraseOfDeployment(context)
  await inCompany(context.pool, companyId, async db => {
    await removeBroughtSource(context, db, companyId, deploymentId)
    if (what === 'everything') await deleteValues(db, companyId, deploymentId)
  })
}
