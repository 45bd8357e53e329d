import type { Insertable } from 'kysely'
import type { Db } from '../db/database.ts'
import { countAll } from '../db/page.ts'
import type { ExecutionTables } from './executions.tables.ts'

export const insertTest = (db: Db, row: Insertable<ExecutionTables['agent_tests']>) =>
  db.insertInto('agent_tests').values(row).returningAll().executeTakeFirstOrThrow()

export const countTests = async (db: Db, companyId: string, agentId: string) =>
  (
    await db
      .selectFrom('agent_tests')
      .where('company_id', '=', companyId)
      .where('agent_id', '=', agentId)
      .select(countAll)
      .executeTakeFirstOrThrow()
  ).total

/** All tests of an agent, in the order they were made. */
export const listTests = (db: Db, companyId: string, agentId: string) =>
  db.selectFrom('agent_tests').selectAll().where('company_id', '=', companyId).where('agent_id', '=', agentId).orderBy('test_id').execute()

export async function deleteTest(db: Db, companyId: string, agentId: string, testId: string) {
  const { numDeletedRows } = await db
    .deleteFrom('agent_tests')
    .where('company_id', '=', companyId)
    .where('agent_id', '=', agentId)
    .where('test_id', '=', testId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
