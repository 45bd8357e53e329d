import type { UserContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { chargeUse } from './charge-use.ts'
import { queryFee } from './prices.ts'

/**
 * Charges a query that was asked over the API, and answered: those that fail, or come with a key for tests, cost nothing. Throws
 * INSUFFICIENT_CREDITS.
 */
export async function chargeQuery({ pool, principal, now }: Pick<UserContext, 'pool' | 'principal' | 'now'>) {
  if (principal.test) return
  const use = { operation: 'data_query' as const, source: newId('query', now()), agentId: null, channel: 'api', cost: queryFee }
  await inCompany(pool, principal.companyId, db => chargeUse(db, principal.companyId, use))
}
