import type { Db } from '../db/database.ts'

/** What a provider calls the company; null when it does not know it yet. */
export async function findCustomer(db: Db, companyId: string, provider: string) {
  const row = await db
    .selectFrom('payment_customers')
    .select('reference')
    .where('company_id', '=', companyId)
    .where('provider', '=', provider)
    .executeTakeFirst()
  return row?.reference ?? null
}

export const saveCustomer = (db: Db, companyId: string, provider: string, reference: string) =>
  db
    .insertInto('payment_customers')
    .values({ company_id: companyId, provider, reference })
    .onConflict(conflict => conflict.column('company_id').doUpdateSet({ provider, reference }))
    .execute()
