import type { Services } from '../context.ts'
import { eraseOlder } from '../conversations/visitor-data.service.ts'
import { inCompany } from '../db/in-company.ts'
import { listInDirectory } from '../system/directory.ts'
import { findCompany } from './companies.store.ts'

const dayMs = 24 * 3600_000

/** Deletes the conversations and executions that companies do not want to keep any longer. Several servers may do it at once. */
export async function applyRetention(services: Pick<Services, 'pool' | 'log' | 'now'>) {
  const { pool, log, now } = services
  for (const { company_id } of await listInDirectory(pool, 'retention')) {
    const company = await inCompany(pool, company_id, db => findCompany(db, company_id))
    if (!company?.retention_days) continue
    const erased = await eraseOlder(services, company_id, new Date(now() - company.retention_days * dayMs))
    if (erased.conversations + erased.executions > 0) log.info({ company_id, ...erased }, 'deleted what is older than the company keeps')
  }
}
