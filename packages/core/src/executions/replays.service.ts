import type { UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import type { TurnResult } from '../engine/turn.ts'
import { AppError } from '../errors.ts'
import type { ExecutionRecord } from './execution-record.ts'
import { findExecution } from './executions.store.ts'
import { runLive, runRecorded } from './run-again.ts'
import { wordDiff } from './word-diff.ts'

/** Throws NOT_FOUND. */
export async function getExecution({ pool, principal }: Pick<UserContext, 'pool' | 'principal'>, executionId: string) {
  const execution = await inCompany(pool, principal.companyId, db => findExecution(db, principal.companyId, executionId))
  if (!execution) throw new AppError('NOT_FOUND')
  return execution
}

type Execution = Awaited<ReturnType<typeof getExecution>>

/**
 * Runs an execution again: from its record, at no cost and without asking anybody; or, by another version of the agent or another model, as a
 * trial. Never charged, counted or kept. Throws NOT_FOUND, CONFLICT for one that has not ended or was not recorded whole.
 */
export async function replayExecution(
  context: UserContext,
  executionId: string,
  { agent_version, model }: { agent_version?: number | undefined; model?: string | undefined },
  gone: AbortSignal,
) {
  const execution = await getExecution(context, executionId)
  const record = usableRecord(execution)
  const isLive = agent_version !== undefined || model !== undefined
  const result = isLive
    ? await runLive(
        context,
        {
          agentId: execution.agent_id,
          version: agent_version ?? execution.agent_version,
          model: model ?? null,
          question: execution.input,
          history: record.messages.slice(0, record.input.history),
          outlet: record.input.outlet,
          asCaller: execution.kind === 'execute',
        },
        gone,
      )
    : await runRecorded(context, execution, record, gone)
  const original = outcomeOf(execution)
  const replay = isLive ? toOutcome(result) : { ...toOutcome(result), execution_time_ms: original.execution_time_ms }
  return { mode: isLive ? ('live' as const) : ('recorded' as const), original, replay, diff: diffOf(original, replay) }
}

/** Throws CONFLICT. */
export function usableRecord({ status, record }: Execution): ExecutionRecord {
  if (status === 'queued' || status === 'running') throw new AppError('CONFLICT', 'This execution has not ended yet.')
  if (!record || record.truncated) throw new AppError('CONFLICT', 'This execution was not recorded whole, and cannot be run again.')
  return record
}

const toolsOf = (steps: readonly { readonly kind: string; readonly name: string }[]) =>
  steps.flatMap(({ kind, name }) => (kind === 'tool' ? [name] : []))

/** What an execution came to. */
const outcomeOf = (execution: Execution) => ({
  response: execution.response,
  finish_reason: execution.finish_reason,
  declined: execution.declined,
  model_used: execution.model_used,
  fallback_reason: execution.fallback_reason,
  tokens_used: execution.input_tokens + execution.output_tokens,
  execution_time_ms: execution.elapsed_ms ?? 0,
  tools_called: toolsOf(execution.record?.steps ?? []),
  citations: execution.citations,
})

const toOutcome = (result: TurnResult) => ({
  response: result.text,
  finish_reason: result.finishReason,
  declined: result.declined,
  model_used: result.modelUsed,
  fallback_reason: result.fallbackReason,
  tokens_used: result.usage.input_tokens + result.usage.output_tokens,
  execution_time_ms: result.elapsedMs,
  tools_called: toolsOf(result.steps),
  citations: [...result.citations],
})

type Outcome = ReturnType<typeof outcomeOf>

const diffOf = (before: Outcome, after: Outcome) => ({
  same: before.response === after.response,
  answer: wordDiff(before.response, after.response),
  tools: { gone: without(before.tools_called, after.tools_called), new: without(after.tools_called, before.tools_called) },
  tokens: { before: before.tokens_used, after: after.tokens_used },
  time_ms: { before: before.execution_time_ms, after: after.execution_time_ms },
})

const without = (all: readonly string[], others: readonly string[]) => [...new Set(all.filter(name => !others.includes(name)))]
