import type { Db } from '../db/database.ts'
import { findSources } from './sources.store.ts'

/** Those of the ids that are not data sources of the company. */
export async function missingSources(db: Db, companyId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  const found = new Set((await findSources(db, companyId, ids)).map(row => row.connection_id))
  return ids.filter(id => !found.has(id))
}
