import type { Db } from '../db/database.ts'
import { findFileOfCompany } from './files.store.ts'

/** A file of one of the company's conversations; undefined when there is none. */
export const readConversationFile = (db: Db, companyId: string, fileId: string) => findFileOfCompany(db, companyId, fileId)
