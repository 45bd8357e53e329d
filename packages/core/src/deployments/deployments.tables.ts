import type { DeploymentStatus } from '@craveva/contract/deployments'
import type { ColumnType, Generated } from 'kysely'

export interface DeploymentTables {
  deployments: {
    company_id: string
    deployment_id: string
    agent_id: string
    platform: string
    status: DeploymentStatus
    status_message: string | null
    /** Of the operator's app that it was made for, by which the platform knows it; null when somebody made it here. */
    installation: string | null
    config: ColumnType<Record<string, unknown>, string, string>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
}
