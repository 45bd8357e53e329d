import type { LeaseContext } from '../context.ts'
import { openSettings } from '../crypto/secret-settings.ts'
import { inCompany } from '../db/in-company.ts'
import { readDeployment } from '../deployments/read-deployment.ts'
import { AppError } from '../errors.ts'
import { toolSecret } from './deployment-tools.ts'
import { findRevision } from './leases.store.ts'

type Needs = Pick<LeaseContext, 'pool' | 'leased' | 'keys' | 'platforms' | 'config' | 'publishedAgents'>

/** What an adapter needs to open a deployment, its secrets included. Throws NOT_FOUND, and CONFLICT for a secret that cannot be opened. */
export async function openDeployment({ pool, leased, keys, platforms, config, publishedAgents }: Needs) {
  const { companyId, deploymentId } = leased
  const row = await inCompany(pool, companyId, db => readDeployment(db, companyId, deploymentId))
  const platform = platforms.find(candidate => candidate.platform === row?.platform)
  const agent = row && (await publishedAgents.find(row.agent_id))?.agent
  if (!row || !platform || !agent) throw new AppError('NOT_FOUND')
  const lease = await findRevision(pool, deploymentId)
  return {
    deployment_id: deploymentId,
    revision: lease?.revision ?? 0,
    settings: { ...openSettings(keys, { companyId, recordId: deploymentId }, platform.settings, row.config) },
    agent: { agent_id: agent.agent_id, name: agent.name, greeting: agent.config.greeting, language: agent.config.language },
    tool_secret: toolSecret(keys, deploymentId),
    installation: row.installation,
    public_url: `${config.publicUrl}/hooks/${row.platform}/${deploymentId}`,
  }
}
