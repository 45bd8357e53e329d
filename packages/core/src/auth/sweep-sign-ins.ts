import type { Services } from '../context.ts'
import { idFloor } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { takeOldFromDirectory } from '../system/directory.ts'
import { sweepAttempts } from './attempts.store.ts'
import { deleteExpiredSessions } from './auth.store.ts'
import { sessionLifetimeMs } from './sessions.service.ts'

const dayMs = 24 * 3600_000

/** Forgets sessions that ended by their age, and failed sign-ins of more than a day ago. Ids tell when a session began. */
export async function sweepSignIns({ pool, now }: Pick<Services, 'pool' | 'now'>) {
  await sweepAttempts(pool, new Date(now()))
  const ended = await takeOldFromDirectory(pool, 'session', idFloor('ses', now() - sessionLifetimeMs - dayMs))
  for (const companyId of new Set(ended.map(({ company_id }) => company_id))) {
    await inCompany(pool, companyId, db => deleteExpiredSessions(db, companyId, new Date(now() - dayMs)))
  }
}
