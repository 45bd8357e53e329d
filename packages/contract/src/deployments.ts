import { z } from 'zod'
import { done, flag, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'

export const deploymentStatus = z.enum(['pending', 'active', 'paused', 'error', 'disconnected'])
export type DeploymentStatus = z.infer<typeof deploymentStatus>

const config = z
  .record(z.string(), z.unknown())
  .meta({ description: 'Checked against the settings of the platform; see GET /deployments/platforms' })

const deployBody = z.strictObject({ agent_id: id('agent'), platform: z.string().min(1).max(50), config: config.default({}) })
export type DeployInput = z.infer<typeof deployBody>

const updateBody = z.strictObject({
  config: config.optional(),
  status: z.enum(['active', 'paused']).optional(),
  agent_id: id('agent').optional(),
})
export type UpdateDeploymentInput = z.infer<typeof updateBody>

const health = z.object({
  checked_at: time,
  facts: z.record(z.string(), z.string()).meta({ description: 'What the platform tells, such as the account’s name' }),
  sign_in: z
    .object({ kind: z.enum(['qr', 'code', 'link']), value: z.string(), expires_at: time.nullable() })
    .nullable()
    .meta({ description: 'What is to be scanned, typed or opened to sign in; for owners and admins' }),
})

const deployment = z.object({
  deployment_id: id('dep'),
  agent_id: id('agent'),
  platform: z.string(),
  status: deploymentStatus,
  status_message: z.string().nullable(),
  config,
  snippet: z.string().nullable().meta({ description: 'What to paste into the page, where the platform is a web page' }),
  health: health.nullable().optional().meta({ description: 'As it was found last; not in lists' }),
  created_at: time,
  updated_at: time,
})

export const deploymentsApi = {
  list: endpoint(operations.deployments.list, {
    query: z.strictObject(paging),
    answer: z.object({ deployments: z.array(deployment), ...page }),
  }),
  platforms: endpoint(operations.deployments.platforms, {
    answer: z.object({
      platforms: z.array(
        z.object({
          platform: z.string(),
          kind: z.enum(['messaging', 'ecommerce']),
          title: z.string(),
          settings: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  }),
  deployMessaging: endpoint(operations.deployments.deployMessaging, { body: deployBody, answer: z.object({ deployment }) }),
  deployEcommerce: endpoint(operations.deployments.deployEcommerce, { body: deployBody, answer: z.object({ deployment }) }),
  get: endpoint(operations.deployments.get, { answer: z.object({ deployment }) }),
  update: endpoint(operations.deployments.update, { body: updateBody, answer: z.object({ deployment }), errors: ['CONFLICT'] }),
  delete: endpoint(operations.deployments.delete, { query: z.strictObject({ force: flag.optional() }), answer: done }),
}
