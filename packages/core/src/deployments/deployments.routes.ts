import type { Api } from '@craveva/contract/api'
import type { Role } from '@craveva/contract/operations'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { ChannelTables } from '../channels/channels.tables.ts'
import type { Context } from '../context.ts'
import { maskSettings } from '../crypto/secret-settings.ts'
import type { Handlers } from '../http/handlers.ts'
import { changeDeployment, deploy, getDeployment, removeDeployment } from './deployments.service.ts'
import { findHealth, listDeployments } from './deployments.store.ts'
import type { DeploymentTables } from './deployments.tables.ts'

export const deploymentHandlers: Handlers<Api['deployments']> = {
  list: async (context, { query }) => {
    const { rows, ...page } = await listDeployments(context.db, context.principal.companyId, query)
    return { deployments: rows.map(row => toDeployment(context, row)), ...page }
  },
  platforms: async ({ platforms }) => ({
    platforms: platforms.map(({ platform, kind, title, settings }) => ({
      platform,
      kind,
      title,
      settings: z.toJSONSchema(settings, { io: 'input' }) as Record<string, unknown>,
    })),
  }),
  deployMessaging: async (context, { body }) => ({ deployment: toDeployment(context, await deploy(context, 'messaging', body)) }),
  deployEcommerce: async (context, { body }) => ({ deployment: toDeployment(context, await deploy(context, 'ecommerce', body)) }),
  get: async (context, { params }) => {
    const row = await getDeployment(context, params.deployment_id)
    const [found] = await findHealth(context.db, context.principal.companyId, [row.deployment_id])
    return { deployment: { ...toDeployment(context, row), health: found ? toHealth(found, context.principal.role) : null } }
  },
  update: async (context, { params, body }) => ({
    deployment: toDeployment(context, await changeDeployment(context, params.deployment_id, body)),
  }),
  delete: async (context, { params }) => {
    await removeDeployment(context, params.deployment_id)
    return { success: true, message: 'Deployment deleted' }
  },
}

function toDeployment({ platforms, config }: Pick<Context, 'platforms' | 'config'>, row: Selectable<DeploymentTables['deployments']>) {
  const platform = platforms.find(candidate => candidate.platform === row.platform)
  return {
    deployment_id: row.deployment_id,
    agent_id: row.agent_id,
    platform: row.platform,
    status: row.status,
    status_message: row.status_message,
    // Of a platform that is not offered any more nobody knows which settings are secret.
    config: platform ? { ...maskSettings(platform.settings, row.config) } : {},
    snippet: platform?.page?.snippet({ publicUrl: config.publicUrl, agentId: row.agent_id }) ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

/** Who signs in can speak for the merchant, so that not everybody gets to see how. */
const toHealth = ({ facts, sign_in, checked_at }: Selectable<ChannelTables['deployment_health']>, role: Role) => ({
  facts,
  sign_in: role === 'owner' || role === 'admin' ? sign_in : null,
  checked_at: checked_at.toISOString(),
})
