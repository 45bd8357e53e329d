import type { Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import { type NamedQuery, named } from '../../db/named-query.ts'
import { countAll, type PageRequest, toNumber, toPage } from '../../db/page.ts'
import type { RetrievalTables } from '../retrieval.tables.ts'

type Row = RetrievalTables['unanswered_questions']

/**
 * Counts the question of a turn that is still running. One that was resolved is open again: what was done about it did not help. One that
 * was dismissed stays so.
 */
export const countUnanswered = (
  companyId: string,
  executionId: string,
  { questionId, normalized }: { questionId: string; normalized: string },
): NamedQuery =>
  named('unanswered')`
    insert into unanswered_questions (company_id, question_id, agent_id, normalized, question, conversation_id)
    select ${companyId}, ${questionId}, agent_id, ${normalized}, left(input, 2000), conversation_id
    from executions where company_id = ${companyId} and execution_id = ${executionId} and status = 'running' and not is_test
    on conflict (company_id, agent_id, normalized) do update set
      count = unanswered_questions.count + 1, question = excluded.question, conversation_id = excluded.conversation_id, last_asked_at = now(),
      status = case unanswered_questions.status when 'resolved' then 'open' else unanswered_questions.status end`

export interface UnansweredFilter extends PageRequest {
  readonly agent_id?: string | undefined
  readonly status: 'open' | 'resolved' | 'dismissed'
}

/** Those asked most first. */
export async function listUnanswered(db: Db, companyId: string, request: UnansweredFilter) {
  const { agent_id: agentId, status } = request
  const ofCompany = db.selectFrom('unanswered_questions').where('company_id', '=', companyId).where('status', '=', status)
  const all = agentId === undefined ? ofCompany : ofCompany.where('agent_id', '=', agentId)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const offset = request.cursor === undefined ? request.offset : toNumber(request.cursor)
  const rows = await all
    .selectAll()
    .orderBy('count', 'desc')
    .orderBy('last_asked_at', 'desc')
    .orderBy('question_id')
    .offset(offset)
    .limit(request.limit + 1)
    .execute()
  return toPage(rows, total, request, () => String(offset + request.limit))
}

export const findUnanswered = (db: Db, companyId: string, questionId: string) =>
  db
    .selectFrom('unanswered_questions')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('question_id', '=', questionId)
    .executeTakeFirst()

export const updateUnanswered = (db: Db, companyId: string, questionId: string, changes: Updateable<Row>) =>
  db
    .updateTable('unanswered_questions')
    .set(changes)
    .where('company_id', '=', companyId)
    .where('question_id', '=', questionId)
    .returningAll()
    .executeTakeFirst()
