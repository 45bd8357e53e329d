import type { Installation as Found } from '@craveva/contract/installations'
import { awaitsOwner } from '../auth/awaits-owner.ts'
import { nameOfCompany } from '../companies/name-of-company.ts'
import type { ServiceContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { viewDeployment } from '../deployments/view-deployment.ts'
import { broughtState } from '../sources/brought-documents.ts'
import { findClaimed, type Installation } from './installation.ts'

type Needs = Pick<ServiceContext, 'pool' | 'platforms' | 'config' | 'publishedAgents'>

/** What an installation belongs to, and how that is. */
export async function findInstallation(context: Needs, place: Installation): Promise<Found> {
  const { pool, config, publishedAgents } = context
  const console_url = config.consoleOrigins[0] ?? `${config.publicUrl}/docs`
  const claimed = await findClaimed(pool, place)
  if (!claimed) return { state: 'unclaimed', deployment: null, console_url }
  const { company_id: companyId, id: deploymentId } = claimed
  const found = await inCompany(pool, companyId, async db => ({
    view: await viewDeployment(context, db, companyId, deploymentId),
    company_name: await nameOfCompany(db, companyId),
    documents: await broughtState(db, companyId, deploymentId),
    awaits_owner: await awaitsOwner(db, companyId),
  }))
  const { view, ...rest } = found
  if (!view) return { state: 'unclaimed', deployment: null, console_url }
  const agent_name = (await publishedAgents.find(view.agent_id))?.agent.name ?? ''
  return { state: 'claimed', deployment: { ...view, ...rest, agent_name }, console_url }
}
