import type { ExecutionStatus } from '@craveva/contract/executions'
import type { MessagePart } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import { type Insertable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { named } from '../db/named-query.ts'
import { countAll, type PageRequest, toPage } from '../db/page.ts'
import { toJson } from '../db/to-json.ts'
import type { TurnResult } from '../engine/turn.ts'
import type { ExecutionTables } from './executions.tables.ts'

type NewExecution = Insertable<ExecutionTables['executions']>

/** Records an execution that starts at once, with the lease of the server that works on it. */
export const insertRunning = (db: Db, row: NewExecution, serverId: string) =>
  db
    .with('started', query => query.insertInto('executions').values(row).returning(['execution_id', 'company_id']))
    .insertInto('turn_leases')
    .columns(['execution_id', 'company_id', 'server_id'])
    .expression(query => query.selectFrom('started').select(['execution_id', 'company_id', sql<string>`${serverId}`.as('server_id')]))
    .execute()

export const findExecution = (db: Db, companyId: string, executionId: string) =>
  db.selectFrom('executions').selectAll().where('company_id', '=', companyId).where('execution_id', '=', executionId).executeTakeFirst()

export interface ExecutionFilter {
  readonly agent_id?: string | undefined
  readonly status?: ExecutionStatus | undefined
  readonly conversation_id?: string | undefined
  readonly kind?: 'chat' | 'execute' | undefined
  readonly model_used?: string | undefined
  readonly declined?: boolean | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
}

export async function listExecutions(db: Db, companyId: string, { limit, offset, cursor, ...filter }: PageRequest & ExecutionFilter) {
  const all = matching(db, companyId, filter)
  const { total } = await all.select(countAll).executeTakeFirstOrThrow()
  const page = cursor ? all.where('execution_id', '<', cursor) : all.offset(offset)
  const rows = await page
    .select(listed)
    .orderBy('execution_id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, total, { limit, offset, cursor }, row => row.execution_id)
}

function matching(db: Db, companyId: string, { from, until, ...same }: ExecutionFilter) {
  let all = db.selectFrom('executions').where('company_id', '=', companyId)
  for (const column of ['agent_id', 'status', 'conversation_id', 'kind', 'model_used', 'declined'] as const) {
    const value = same[column]
    if (value !== undefined) all = all.where(column, '=', value)
  }
  if (from !== undefined) all = all.where('created_at', '>=', new Date(from))
  return until === undefined ? all : all.where('created_at', '<', new Date(until))
}

/** Everything but the record, which is large. */
const listed = [
  'company_id',
  'execution_id',
  'agent_id',
  'agent_version',
  'conversation_id',
  'seq',
  'kind',
  'status',
  'input',
  'requested_model',
  'outlet_id',
  'response',
  'model_used',
  'fallback_reason',
  'finish_reason',
  'citations',
  'error',
  'declined',
  'data_sources_queried',
  'input_tokens',
  'output_tokens',
  'elapsed_ms',
  'is_test',
  'quote',
  'visitor',
  'withheld',
  'answer_message_id',
  'created_at',
] as const

/** The same of one execution, for whoever follows it. */
export const findResult = (db: Db, companyId: string, executionId: string) =>
  db.selectFrom('executions').select(listed).where('company_id', '=', companyId).where('execution_id', '=', executionId).executeTakeFirst()

export const findInput = (db: Db, companyId: string, executionId: string) =>
  db.selectFrom('executions').select('input').where('company_id', '=', companyId).where('execution_id', '=', executionId).executeTakeFirst()

export interface Ending {
  readonly status: 'completed' | 'failed' | 'cancelled' | 'interrupted'
  readonly result: TurnResult
  readonly parts: readonly MessagePart[]
  /** What it can be run again from, as JSON; null when it did not come to its end here. */
  readonly record: string | null
}

/**
 * Writes how a turn ended, its message, what it used, the events about both where somebody listens, and leases the next one of the
 * conversation, whose id is answered: all in one statement. That one is running from now on, or waits for whoever sweeps when nobody has the lease.
 * The conversation's row must be locked. Does nothing to an execution that ended before, or is gone. `counts` is false when its use is counted
 * where it is charged.
 */
export const endStatement = (
  {
    companyId,
    executionId,
    conversationId,
  }: { readonly companyId: string; readonly executionId: string; readonly conversationId: string | null },
  { status, result, parts, record }: Ending,
  { serverId, counts }: { serverId: string | null; counts: boolean },
) =>
  named('turn end')`
    with ended as (
      update executions set
        status = ${status}, response = ${result.text}, model_used = ${result.modelUsed}, fallback_reason = ${result.fallbackReason},
        finish_reason = ${result.finishReason}, citations = ${toJson(result.citations)}, error = ${result.error && toJson(result.error)},
        declined = ${result.declined}, data_sources_queried = ${[...result.dataSourcesQueried]},
        input_tokens = ${result.usage.input_tokens}, output_tokens = ${result.usage.output_tokens}, elapsed_ms = ${result.elapsedMs},
        record = ${record}::jsonb, asked_with = null
      where company_id = ${companyId} and execution_id = ${executionId} and status = 'running'
      returning execution_id, agent_id, conversation_id, seq, answer_message_id, status, finish_reason, input, response, input_tokens,
        output_tokens, data_sources_queried, elapsed_ms, model_used, declined, is_test, outlet_id, visitor
    ), message as (
      insert into messages (company_id, message_id, conversation_id, seq, role, parts, execution_id)
      select ${companyId}, answer_message_id, conversation_id, seq, 'agent', ${toJson(parts)}::jsonb, ${executionId}
      from ended where conversation_id is not null and (${parts.length > 0} or (finish_reason <> 'handoff' and not exists (
        select from conversations where company_id = ${companyId} and conversation_id = ended.conversation_id and handling = 'operator')))
      returning message_id, parts
    ), told as (
      insert into events (company_id, event_id, type, data)
      select ${companyId}, 'evt_' || substr(execution_id, 6), 'agent.execute', jsonb_build_object(
        'execution_id', execution_id, 'agent_id', agent_id, 'conversation_id', conversation_id, 'status', status, 'finish_reason', finish_reason,
        'input', input, 'response', response, 'tokens_used', input_tokens + output_tokens, 'data_sources_queried', data_sources_queried,
        'execution_time_ms', elapsed_ms, 'model_used', model_used, 'declined', declined)
      from ended where exists (
        select from webhooks where company_id = ${companyId} and status = 'active' and 'agent.execute' = any(events))
      union all
      select ${companyId}, 'evt_' || substr(message_id, 5), 'conversation.message', jsonb_build_object(
        'conversation_id', conversation_id, 'agent_id', agent_id, 'message_id', message_id, 'execution_id', execution_id,
        'role', 'agent', 'parts', message.parts)
      from ended cross join message where exists (
        select from webhooks where company_id = ${companyId} and status = 'active' and 'conversation.message' = any(events))
    ), used as (
      insert into usage_records (company_id, source, operation, agent_id, channel, outlet_id, visitor, model, input_tokens, output_tokens)
      select ${companyId}, execution_id, 'agent_execute', agent_id, coalesce((
          select channel from conversations where company_id = ${companyId} and conversation_id = ended.conversation_id), 'api'),
        outlet_id, visitor, model_used, input_tokens, output_tokens
      from ended where ${counts}::boolean and not is_test and not (status = 'cancelled' and finish_reason = 'handoff')
      on conflict do nothing
    ), lease as (
      delete from turn_leases where execution_id = ${executionId}
    ), batches as (
      delete from live_batches where company_id = ${companyId} and execution_id = ${executionId}
    ), next as (
      update executions set status = ${serverId === null ? 'queued' : 'running'}
      where company_id = ${companyId} and execution_id = (
        select execution_id from executions
        where company_id = ${companyId} and conversation_id = ${conversationId} and status = 'queued' order by seq limit 1)
        and exists (select from ended)
      returning execution_id
    )
    insert into turn_leases (execution_id, company_id, server_id) select execution_id, ${companyId}, ${serverId ?? nobody} from next
    returning execution_id`

/** Has the lease of a turn that its server could not begin any more. No server has this id. */
const nobody = 'nobody'

/** Takes a turn that waits over from nobody; false when another server was faster. */
export async function takeWaiting(db: Db, companyId: string, executionId: string, serverId: string) {
  const { numUpdatedRows } = await db
    .updateTable('turn_leases')
    .set({ server_id: serverId, leased_at: sql`now()` })
    .where('execution_id', '=', executionId)
    .where('server_id', '=', nobody)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await db
    .updateTable('executions')
    .set({ status: 'running' })
    .where('company_id', '=', companyId)
    .where('execution_id', '=', executionId)
    .execute()
  return true
}

/** Holds a conversation until the transaction ends: whoever adds a message or ends a turn waits for the other. */
export const lockStatement = (companyId: string, conversationId: string) =>
  named('turn lock')`select from conversations where company_id = ${companyId} and conversation_id = ${conversationId} for update`

/** Parts of a turn, and the place of the first one. */
export interface Batch {
  readonly executionId: string
  readonly firstIndex: number
  readonly parts: readonly StreamPart[]
}

/** Keeps batches of parts for other servers, and tells them of which turns there are some. */
export function insertBatches(db: Db, companyId: string, batches: readonly Batch[]) {
  const rows = batches.map(({ executionId, firstIndex, parts }) => ({ execution_id: executionId, first_index: firstIndex, parts }))
  return sql`with batch as (
    select * from jsonb_to_recordset(${toJson(rows)}::jsonb) as batch(execution_id text, first_index integer, parts jsonb)
  ), kept as (
    insert into live_batches (company_id, execution_id, first_index, parts)
    select ${companyId}, execution_id, first_index, parts from batch
    on conflict (company_id, execution_id, first_index) do update set parts = excluded.parts
  ) select pg_notify('craveva_live', 'part ' || ${companyId}::text || ' ' || execution_id) from batch`.execute(db)
}

/** Tells other servers, when the transaction is committed, that a turn has ended. */
export const tellEndStatement = (companyId: string, executionId: string) =>
  named('turn told')`select pg_notify('craveva_live', ${`end ${companyId} ${executionId}`})`

export const readBatches = (db: Db, companyId: string, executionId: string, fromIndex: number) =>
  db
    .selectFrom('live_batches')
    .select(['first_index', 'parts'])
    .where('company_id', '=', companyId)
    .where('execution_id', '=', executionId)
    .where(sql<boolean>`first_index + jsonb_array_length(parts) > ${fromIndex}`)
    .orderBy('first_index')
    .execute()

/** What a turn starts from: its execution and its agent as it is now. */
export const findWork = (db: Db, companyId: string, executionId: string) =>
  db
    .selectFrom('executions')
    .innerJoin('agents', join =>
      join.onRef('agents.company_id', '=', 'executions.company_id').onRef('agents.agent_id', '=', 'executions.agent_id'),
    )
    .leftJoin('conversations', join =>
      join
        .onRef('conversations.company_id', '=', 'executions.company_id')
        .onRef('conversations.conversation_id', '=', 'executions.conversation_id'),
    )
    .select('conversations.handling')
    .select(['executions.input', 'executions.requested_model', 'executions.conversation_id', 'executions.seq', 'executions.asked_with'])
    .select(['agents.agent_id', 'agents.name', 'agents.config', 'agents.data_sources'])
    .where('executions.company_id', '=', companyId)
    .where('executions.execution_id', '=', executionId)
    .executeTakeFirst()

/** The newest messages before `seq`, newest first. */
export const readMessagesBefore = (db: Db, companyId: string, conversationId: string, seq: number, limit: number) =>
  db
    .selectFrom('messages')
    .select(['role', 'parts'])
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .where('seq', '<', seq)
    .where('role', 'in', ['visitor', 'agent', 'operator'])
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
