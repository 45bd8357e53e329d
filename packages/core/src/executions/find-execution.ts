import type { Db } from '../db/database.ts'
import { findExecution as find } from './executions.store.ts'

/** The stored record of a turn; undefined when there is none. */
export const findExecution = (db: Db, companyId: string, executionId: string) => find(db, companyId, executionId)
