import type { Db } from '../db/database.ts'
import { toCredits } from './credits.ts'

/** The credits that something cost that was used; 0 when it was not charged. */
export async function creditsOf(db: Db, companyId: string, source: string) {
  const row = await db
    .selectFrom('usage_records')
    .select('credits')
    .where('company_id', '=', companyId)
    .where('source', '=', source)
    .executeTakeFirst()
  return toCredits(Number(row?.credits ?? 0))
}
