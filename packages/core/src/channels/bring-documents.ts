import type { adaptersApi } from '@craveva/contract/adapters'
import type { z } from 'zod'
import { attachSource } from '../agents/attach-source.ts'
import type { LeaseContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { readDeployment } from '../deployments/read-deployment.ts'
import { AppError } from '../errors.ts'
import { keepDocuments } from '../sources/brought-documents.ts'

type Needs = Pick<LeaseContext, 'pool' | 'leased' | 'jobs' | 'embedder' | 'now' | 'publishedAgents'>
type Brought = z.output<typeof adaptersApi.bringDocuments.body>

/**
 * Keeps what an adapter brings of its platform, as a data source of the deployment. Once everything is there for the first time, the deployment's
 * agent answers from it; whoever takes it from the agent later has taken it for good.
 */
export async function bringDocuments(context: Needs, brought: Brought) {
  const { companyId, deploymentId } = context.leased
  return inCompany(context.pool, companyId, async db => {
    const deployment = await readDeployment(db, companyId, deploymentId)
    if (!deployment) throw new AppError('NOT_FOUND')
    const { connectionId, isFirst, ...counts } = await keepDocuments(context, db, deployment, brought)
    if (isFirst) await attachSource(db, context, { companyId, agentId: deployment.agent_id, connectionId })
    return counts
  })
}
