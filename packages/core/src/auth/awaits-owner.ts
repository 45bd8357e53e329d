import type { Db } from '../db/database.ts'
import { hasBeenEntered } from './members.store.ts'

/** Whether nobody of a company has proved an address or signed in yet: it was founded for somebody who has not come. */
export const awaitsOwner = async (db: Db, companyId: string) => !(await hasBeenEntered(db, companyId))
