import type { Db } from '../db/database.ts'

export const findValue = (db: Db, companyId: string, deploymentId: string, key: string) =>
  db
    .selectFrom('channel_values')
    .select('value')
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('key', '=', key)
    .executeTakeFirst()

export const putValue = (db: Db, row: { company_id: string; deployment_id: string; key: string; value: string }) =>
  db
    .insertInto('channel_values')
    .values(row)
    .onConflict(conflict => conflict.columns(['company_id', 'deployment_id', 'key']).doUpdateSet({ value: row.value }))
    .execute()

export const deleteValue = (db: Db, companyId: string, deploymentId: string, key: string) =>
  db
    .deleteFrom('channel_values')
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .where('key', '=', key)
    .execute()

export const deleteValues = (db: Db, companyId: string, deploymentId: string) =>
  db.deleteFrom('channel_values').where('company_id', '=', companyId).where('deployment_id', '=', deploymentId).execute()

export async function countValues(db: Db, companyId: string, deploymentId: string) {
  const { count } = await db
    .selectFrom('channel_values')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('company_id', '=', companyId)
    .where('deployment_id', '=', deploymentId)
    .executeTakeFirstOrThrow()
  return count
}
