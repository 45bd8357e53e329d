import type { Db } from '../db/database.ts'
import { findOutlet } from './outlets.store.ts'

/** Columns, and the values that rows of an outlet have there; null when there is no such outlet. */
export async function outletRows(db: Db, companyId: string, outletId: string) {
  const outlet = await findOutlet(db, companyId, outletId)
  return outlet ? { id: outletId, rowFilter: outlet.row_filter } : null
}
