import type { Db } from '../db/database.ts'
import { agentsWithTool as find } from './agents.store.ts'

/** The agents that are given a tool. */
export const agentsWithTool = (db: Db, companyId: string, tool: string) => find(db, companyId, tool)
