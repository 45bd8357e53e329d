import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { type AuditEntry, insertEntry } from './audit.store.ts'

/** Adds to the audit log, in the transaction of the change itself: there is no change without its entry, and no entry without its change. */
export const recordChange = (db: Db, entry: AuditEntry) => insertEntry(db, newId('audit'), entry)
