import type { Db } from '../db/database.ts'

/** How the deployments of an agent are doing. */
export const deploymentStates = (db: Db, companyId: string, agentId: string) =>
  db
    .selectFrom('deployments')
    .select(['deployment_id', 'platform', 'status', 'status_message'])
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .orderBy('deployment_id')
    .execute()
