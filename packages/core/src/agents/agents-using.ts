import type { Db } from '../db/database.ts'
import { agentsUsing as find } from './agents.store.ts'

/** The agents that answer from a data source. */
export const agentsUsing = (db: Db, companyId: string, connectionId: string) => find(db, companyId, connectionId)
