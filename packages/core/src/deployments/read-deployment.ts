import type { Db } from '../db/database.ts'
import { findDeployment } from './deployments.store.ts'

/** A deployment as it is stored; undefined when there is none. */
export const readDeployment = (db: Db, companyId: string, deploymentId: string) => findDeployment(db, companyId, deploymentId)
