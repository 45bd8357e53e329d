import type { Db } from '../db/database.ts'
import { insertEvent as insert } from './events.store.ts'

/** Stores an event that is meant for one receiver, whoever else listens. */
export const insertEvent = (db: Db, companyId: string, event: { id: string; type: string; data: object }) => insert(db, companyId, event)
