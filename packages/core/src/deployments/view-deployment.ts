import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { findDeployment, findHealth } from './deployments.store.ts'

/** A deployment as it may be shown on its own platform: without settings, and without the ways to sign in. Null when there is none. */
export async function viewDeployment(
  { platforms, config }: Pick<Services, 'platforms' | 'config'>,
  db: Db,
  companyId: string,
  deploymentId: string,
) {
  const row = await findDeployment(db, companyId, deploymentId)
  if (!row) return null
  const [health] = await findHealth(db, companyId, [deploymentId])
  const { agent_id, status, status_message } = row
  const page = platforms.find(({ platform }) => platform === row.platform)?.page
  return {
    deployment_id: deploymentId,
    agent_id,
    status,
    status_message,
    facts: health?.facts ?? {},
    snippet: page?.snippet({ publicUrl: config.publicUrl, agentId: agent_id }) ?? null,
  }
}
