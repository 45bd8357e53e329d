import type { Logger } from 'pino'
import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import type { Tool, ToolCall } from '../tools/tool.ts'
import { ToolError } from '../tools/tool-error.ts'
import type { ToolProvider } from '../tools/tools-for.ts'
import { callAdapterTool } from './call-adapter-tool.ts'
import { type DeploymentTools, findCaller, findToolsOfAgent } from './deployment-tools.store.ts'
import { findHookUrl } from './leases.store.ts'

interface Needs extends Pick<Services, 'pool' | 'keys'> {
  readonly log: Logger
}

/**
 * Offers an agent what the platforms of its deployments can do, such as a shop's products and orders. Of several shops the one on whose pages the
 * conversation is held comes first.
 */
export const deploymentTools =
  (needs: Needs): ToolProvider =>
  async ({ companyId, agentId, conversationId }) => {
    const rows = await inCompany(needs.pool, companyId, db => findToolsOfAgent(db, companyId, agentId, conversationId))
    return rows.flatMap(row => row.tools.map(tool => toTool(needs, row, tool)))
  }

const toTool = (needs: Needs, row: DeploymentTools, { name, description, parameters, effect }: DeploymentTools['tools'][number]): Tool => ({
  name,
  description,
  parameters,
  effect,
  run: (args, call) => runTool(needs, row, name, args, call),
})

async function runTool(
  { pool, keys, log }: Needs,
  { platform, deployment_id }: DeploymentTools,
  name: string,
  input: unknown,
  call: ToolCall,
) {
  const found = await findHookUrl(pool, platform, deployment_id)
  if (!found?.hook_url) throw new ToolError('The platform is not connected at the moment. Say that this cannot be looked up now.')
  const { companyId, conversationId, principal } = call
  const caller = conversationId === null ? null : await inCompany(pool, companyId, db => findCaller(db, companyId, conversationId))
  const visitor = {
    id: conversationId ?? call.executionId,
    // New conversations do not make a new shopper.
    address: caller?.network ?? null,
    // Each deployment counts its own customers: the seventh of another one is somebody else.
    customerId: principal.kind === 'visitor' && principal.deploymentId === deployment_id ? (principal.claims.customer_id ?? null) : null,
    phone: caller?.phone ?? null,
  }
  try {
    const url = `${found.hook_url.replace(/\/+$/, '')}/hooks/${platform}/${deployment_id}/tools`
    return await callAdapterTool(
      url,
      toolSecret(keys, deployment_id),
      { tool: name, input, visitor, context: call.context, language: caller?.language ?? null },
      call.signal,
    )
  } catch (error) {
    if (error instanceof ToolError) throw error
    log.warn({ err: error, deployment_id, tool: name }, 'a tool of a platform failed')
    throw new ToolError('The platform does not answer at the moment. Say that this cannot be looked up now.')
  }
}

/** With which calls of a deployment's tools are signed; its adapter is told when it opens the deployment. */
export const toolSecret = (keys: Services['keys'], deploymentId: string): string => keys.sign('deployment tools', deploymentId)
