import type { ExecutionStatus } from '@craveva/contract/executions'
import type { Citation, FinishReason } from '@craveva/contract/parts'
import type { Expectation } from '@craveva/contract/replays'
import type { StreamPart } from '@craveva/contract/stream'
import type { ColumnType, Generated } from 'kysely'
import type { QuoteTerms } from '../billing/prices.ts'
import type { ModelMessage } from '../models/model.ts'
import type { AskedWith } from './asked-with.ts'
import type { ExecutionRecord } from './execution-record.ts'

export interface ExecutionTables {
  /** The stored record of a turn. */
  executions: {
    company_id: string
    execution_id: string
    agent_id: string
    agent_version: number
    conversation_id: string | null
    /** Place in its conversation; turns are worked on in this order. */
    seq: number | null
    kind: 'chat' | 'execute'
    status: ExecutionStatus
    input: string
    requested_model: string | null
    /** The outlet it was asked for. */
    outlet_id: string | null
    response: Generated<string>
    model_used: string | null
    fallback_reason: string | null
    finish_reason: FinishReason | null
    citations: ColumnType<Citation[], string | undefined, string>
    error: ColumnType<{ code: string; message: string; retryable: boolean } | null, string | null, string | null>
    declined: Generated<boolean>
    data_sources_queried: Generated<string[]>
    input_tokens: Generated<number>
    output_tokens: Generated<number>
    elapsed_ms: number | null
    /** What it may cost at most, and by which prices; null when it is free. */
    quote: ColumnType<QuoteTerms | null, string | null | undefined, never>
    /** Who asked, as caps for visitors know them. */
    visitor: string | null
    /** Why it was answered by another model than the one it was quoted for: `credits`, or the id of a cap. */
    withheld: string | null
    /** Of a turn that waits, or waited and has not ended. */
    asked_with: ColumnType<AskedWith | null, never, null>
    /** Run with a key for tests: neither counted nor charged. */
    is_test: Generated<boolean>
    /** The id the answer's message has, or will have. */
    answer_message_id: string
    /** What it can be run again from; null of those that did not come to an end, or came before there were records. */
    record: ColumnType<ExecutionRecord | null, string | null | undefined, string | null>
    created_at: Generated<Date>
  }
  /** What was said in a conversation before the part that a model still gets whole. */
  conversation_summaries: {
    company_id: string
    conversation_id: string
    text: string
    /** Tells the last message that it covers. */
    last: string
    updated_at: Generated<Date>
  }
  /** Questions to an agent, with what the answers must be. */
  agent_tests: {
    company_id: string
    test_id: string
    agent_id: string
    name: string
    input: string
    /** What was said before the question. */
    history: ColumnType<ModelMessage[], string, never>
    expectations: ColumnType<Expectation[], string, never>
    from_execution_id: string | null
    created_by: string
    created_at: Generated<Date>
  }
  /** Parts of turns being worked on, so that any server can follow them. */
  live_batches: {
    company_id: string
    execution_id: string
    /** Index of the first part of the batch within its turn. */
    first_index: number
    parts: ColumnType<StreamPart[], string, never>
    created_at: Generated<Date>
  }
}
