import type { DeploymentStatus } from '@craveva/contract/deployments'
import type { Services } from '../context.ts'
import type { Db } from '../db/database.ts'
import { recordEvent } from '../events/record-event.ts'
import { lockDeployment, putHealth, updateDeployment } from './deployments.store.ts'

/** How a deployment is, as its platform tells. */
export interface ReportedStatus {
  readonly status: Exclude<DeploymentStatus, 'paused'>
  readonly message: string | null
  readonly sign_in: { readonly kind: 'qr' | 'code' | 'link'; readonly value: string; readonly expires_at: string | null } | null
  readonly facts: Readonly<Record<string, string>>
  readonly tools: readonly ReportedTool[]
}

/** Something an agent can do on the platform; `parameters` is the JSON Schema of its arguments. */
export interface ReportedTool {
  readonly name: string
  readonly description: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly effect: 'read' | 'visitor' | 'change'
}

/** Notes how a deployment is; one that is paused stays so. Writes and tells only what has changed. */
export async function reportDeploymentStatus(
  db: Db,
  { now }: Pick<Services, 'now'>,
  { companyId, deploymentId }: { companyId: string; deploymentId: string },
  { status, message, sign_in, facts, tools }: ReportedStatus,
) {
  const row = await lockDeployment(db, companyId, deploymentId)
  if (!row) return
  await putHealth(db, {
    company_id: companyId,
    deployment_id: deploymentId,
    sign_in: sign_in && JSON.stringify(sign_in),
    facts: JSON.stringify(facts),
    tools: JSON.stringify(tools),
  })
  if (row.status === 'paused' || (row.status === status && row.status_message === message)) return
  await updateDeployment(db, companyId, deploymentId, { status, status_message: message, updated_at: new Date(now()) })
  if (row.status === status) return
  const { agent_id, platform } = row
  await recordEvent(db, companyId, 'deployment.status', {
    deployment_id: deploymentId,
    agent_id,
    platform,
    status,
    status_message: message,
  })
}
