import type { InstallationOffer } from '@craveva/contract/installations'
import { createAgent } from '../agents/agents.service.ts'
import type { Context } from '../context.ts'
import { newId } from '../db/ids.ts'
import { deploy } from '../deployments/deployments.service.ts'
import { type Installation, reserve } from './installation.ts'

type Needs = Pick<Context, 'db' | 'principal' | 'platforms' | 'keys' | 'now' | 'models'>

/** Makes the agent and the deployment of an installation in the principal's company; null, and nothing, when it belongs to somebody. */
export async function makeDeployment(
  context: Needs,
  place: Installation,
  { agent, settings }: Pick<InstallationOffer, 'agent' | 'settings'>,
) {
  const { companyId } = context.principal
  const deploymentId = newId('dep', context.now())
  if (!(await reserve(context.db, place, { companyId, deploymentId }))) return null
  const { greeting, ...rest } = agent
  const { agent_id } = await createAgent(context, { ...rest, ...(greeting === undefined ? {} : { config: { greeting } }) })
  const { platform, installation } = place
  return deploy(context, undefined, { agent_id, platform, config: settings }, { deploymentId, installation })
}
