import type { PlatformCustomer } from '@craveva/contract/adapters'
import type { LeaseContext } from '../../context.ts'
import { newId } from '../../db/ids.ts'
import { inCompany } from '../../db/in-company.ts'
import { readDeployment } from '../../deployments/read-deployment.ts'
import { AppError } from '../../errors.ts'
import { releaseBroughtSource } from '../../sources/brought-documents.ts'
import type { ChannelTables } from '../channels.tables.ts'
import { deleteValues } from '../values.store.ts'
import { insertOrder } from './holding-orders.store.ts'

type Needs = Pick<LeaseContext, 'pool' | 'leased' | 'jobs' | 'now' | 'publishedAgents'>

export interface OrderedHoldings {
  readonly what: ChannelTables['holding_orders']['what']
  /** Of whom, where it is about one customer. */
  readonly customer?: PlatformCustomer
}

/**
 * Stores what a platform asks to be done with what is kept, together with the job that does it: once this returns it will be done, whatever happens to
 * the server. What an agent must not use any more it does not use from then on; a deployment that is connected again meanwhile begins with nothing.
 */
export async function orderHoldings(context: Needs, { what, customer }: OrderedHoldings): Promise<string> {
  const { companyId, deploymentId } = context.leased
  const orderId = newId('ord', context.now())
  await inCompany(context.pool, companyId, async db => {
    const deployment = await readDeployment(db, companyId, deploymentId)
    if (!deployment) throw new AppError('NOT_FOUND')
    const hasDocuments = what === 'erase_documents' || what === 'erase_everything'
    const connectionId = hasDocuments ? await releaseBroughtSource(context, db, companyId, deploymentId) : null
    if (what === 'erase_everything') await deleteValues(db, companyId, deploymentId)
    await insertOrder(db, {
      company_id: companyId,
      order_id: orderId,
      deployment_id: deploymentId,
      platform: deployment.platform,
      what,
      customer: customer ? JSON.stringify(customer) : null,
      connection_id: connectionId,
    })
    await context.jobs.add(db, 'channels.holdings', { company_id: companyId, order_id: orderId })
  })
  context.publishedAgents.forget(companyId)
  return orderId
}
