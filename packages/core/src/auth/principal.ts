import type { Db } from '../db/database.ts'
import { findUserOfSession } from './auth.store.ts'

/** The role a user has right now, within a login that still stands; null otherwise. */
export async function currentRole(db: Db, { companyId, userId, sessionId }: { companyId: string; userId: string; sessionId: string }) {
  const user = await findUserOfSession(db, companyId, userId, sessionId)
  return user?.role ?? null
}
