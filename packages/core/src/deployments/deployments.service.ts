import type { DeployInput, UpdateDeploymentInput } from '@craveva/contract/deployments'
import type { Selectable } from 'kysely'
import { getAgent } from '../agents/agents.service.ts'
import type { Context } from '../context.ts'
import { mergeSettings, type Settings, sealSettings } from '../crypto/secret-settings.ts'
import { newId } from '../db/ids.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { removeBroughtSource } from '../sources/brought-documents.ts'
import { deleteDeployment, findDeployment, insertDeployment, lockDeployment, updateDeployment } from './deployments.store.ts'
import type { DeploymentTables } from './deployments.tables.ts'
import type { Platform } from './platform.ts'

type Deployment = Selectable<DeploymentTables['deployments']>
type Needs = Pick<Context, 'db' | 'principal' | 'platforms' | 'keys' | 'now'>

/** The installation that a deployment is made for, with the id that it is to have. */
interface Installed {
  readonly deploymentId: string
  readonly installation: string
}

/** Deploys an agent to a platform of this kind. Missing settings leave it `pending`; wrong ones throw INVALID_REQUEST. */
export async function deploy(
  context: Needs,
  kind: Platform['kind'] | undefined,
  { agent_id, platform: name, config }: DeployInput,
  installed?: Installed,
): Promise<Deployment> {
  const platform = findPlatform(context, name, kind)
  await getAgent(context, agent_id).catch(error => {
    if (!(error instanceof AppError)) throw error
    throw new AppError('INVALID_REQUEST', 'There is no such agent.', { details: { agent_id: 'is not one of your agents' } })
  })
  const settings = checkSettings(platform, { ...platform.initial?.(), ...config })
  const installation = installed?.installation ?? null
  const { status, message } = platform.status(settings, installation)
  const deploymentId = installed?.deploymentId ?? newId('dep', context.now())
  const deployment = await insertDeployment(context.db, {
    company_id: context.principal.companyId,
    deployment_id: deploymentId,
    agent_id,
    platform: name,
    status,
    status_message: message,
    installation,
    config: toStored(context, deploymentId, platform, settings),
  })
  await tellStatus(context, deployment)
  return deployment
}

export async function getDeployment({ db, principal }: Pick<Needs, 'db' | 'principal'>, deploymentId: string) {
  const row = await findDeployment(db, principal.companyId, deploymentId)
  if (!row) throw new AppError('NOT_FOUND')
  return row
}

/** Merges the settings: what is absent stays, null clears, a masked secret stays as it is. */
export async function changeDeployment(context: Needs, deploymentId: string, { config = {}, status, agent_id }: UpdateDeploymentInput) {
  const row = await lockDeployment(context.db, context.principal.companyId, deploymentId)
  if (!row) throw new AppError('NOT_FOUND')
  if (agent_id) await getAgent(context, agent_id)
  const platform = findPlatform(context, row.platform)
  const place = { companyId: context.principal.companyId, recordId: deploymentId }
  const settings = checkSettings(platform, mergeSettings(context.keys, place, platform.settings, row.config, config))
  const found = platform.status(settings, row.installation)
  const paused = status === 'paused' || (status === undefined && row.status === 'paused')
  const changed = await updateDeployment(context.db, context.principal.companyId, deploymentId, {
    ...(agent_id ? { agent_id } : {}),
    config: toStored(context, deploymentId, platform, settings),
    status: paused ? 'paused' : found.status,
    status_message: paused ? 'Paused: visitors get no answers until it is active again.' : found.message,
    updated_at: new Date(context.now()),
  })
  if (changed.status !== row.status) await tellStatus(context, changed)
  return changed
}

/** Deletes a deployment, and the data source that its adapter filled. */
export async function removeDeployment(context: Needs, deploymentId: string) {
  await getDeployment(context, deploymentId)
  await removeBroughtSource(context, context.db, context.principal.companyId, deploymentId)
  await deleteDeployment(context.db, context.principal.companyId, deploymentId)
}

const tellStatus = ({ db }: Pick<Needs, 'db'>, { company_id, deployment_id, agent_id, platform, status, status_message }: Deployment) =>
  recordEvent(db, company_id, 'deployment.status', { deployment_id, agent_id, platform, status, status_message })

function findPlatform({ platforms }: Pick<Needs, 'platforms'>, name: string, kind?: Platform['kind']) {
  const offered = platforms.filter(platform => kind === undefined || platform.kind === kind)
  const platform = offered.find(candidate => candidate.platform === name)
  if (platform) return platform
  const names = offered.map(candidate => candidate.platform).join(', ')
  throw new AppError('INVALID_REQUEST', `This platform is not offered here. Choose one of: ${names}.`, {
    details: { platform: `is not one of ${names}` },
  })
}

/** What is kept of the settings: secrets sealed for their deployment. */
function toStored({ keys, principal }: Needs, deploymentId: string, { settings: schema }: Platform, settings: unknown) {
  const place = { companyId: principal.companyId, recordId: deploymentId }
  return JSON.stringify(sealSettings(keys, place, schema, settings as Settings))
}

function checkSettings(platform: Platform, config: unknown) {
  const result = platform.settings.safeParse(config)
  if (result.success) return result.data
  const details: Record<string, string> = {}
  for (const issue of result.error.issues) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) details[['config', ...issue.path, key].join('.')] = `is not a setting of ${platform.title}`
    else details[['config', ...issue.path].join('.')] ??= issue.message
  }
  throw new AppError('INVALID_REQUEST', `These settings do not fit ${platform.title}.`, { details })
}
