import type { Db } from '../db/database.ts'
import { findOpenExecution } from './conversations.store.ts'

/** The turn of a conversation that is not done; undefined when there is none. */
export const findOpenTurn = (db: Db, companyId: string, conversationId: string) => findOpenExecution(db, companyId, conversationId)
