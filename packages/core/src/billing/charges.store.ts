import type { Db } from '../db/database.ts'

/** What there is to know of an execution's cost while the execution itself is kept. */
export const findPriced = (db: Db, companyId: string, executionId: string) =>
  db
    .selectFrom('executions')
    .leftJoin('conversations', join =>
      join
        .onRef('conversations.company_id', '=', 'executions.company_id')
        .onRef('conversations.conversation_id', '=', 'executions.conversation_id'),
    )
    .select(['executions.agent_id', 'executions.outlet_id', 'executions.status', 'executions.model_used', 'executions.fallback_reason'])
    .select(['executions.quote', 'executions.withheld', 'executions.is_test', 'executions.input_tokens', 'executions.output_tokens'])
    .select(['executions.created_at', 'conversations.channel'])
    .where('executions.company_id', '=', companyId)
    .where('executions.execution_id', '=', executionId)
    .executeTakeFirst()

export const findUsage = (db: Db, companyId: string, source: string) =>
  db.selectFrom('usage_records').selectAll().where('company_id', '=', companyId).where('source', '=', source).executeTakeFirst()

/** The movements of credits that a source led to, oldest first. */
export const entriesOf = (db: Db, companyId: string, source: string) =>
  db
    .selectFrom('ledger')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('source', 'in', [`hold:${source}`, `settle:${source}`, `expire:${source}`, `use:${source}`])
    .orderBy('transaction_id')
    .execute()
