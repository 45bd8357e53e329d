import type { Selectable } from 'kysely'
import { defaultConfig } from '../agents/agent-config.ts'
import { type AgentVersion, versionOf } from '../agents/version-of.ts'
import type { UserContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { runTurn } from '../engine/run-turn.ts'
import type { TurnPorts, TurnResult } from '../engine/turn.ts'
import { AppError } from '../errors.ts'
import type { ModelMessage } from '../models/model.ts'
import { toToolPrincipal } from '../tools/to-tool-principal.ts'
import { type ExecutionRecord, evidenceOf } from './execution-record.ts'
import type { ExecutionTables } from './executions.tables.ts'
import { replayPorts } from './replay-ports.ts'
import { turnPorts } from './turn-ports.ts'
import type { WorkInput } from './work-input.ts'

type Execution = Selectable<ExecutionTables['executions']>

/** Runs an execution from its record alone: to the same end, as long as nothing in the program has changed what comes of it. */
export async function runRecorded(context: UserContext, execution: Execution, record: ExecutionRecord, gone: AbortSignal) {
  const { pool, principal } = context
  const { agent_id, agent_version, citations } = execution
  const version = await inCompany(pool, principal.companyId, db => versionOf(db, principal.companyId, agent_id, agent_version))
  const { input, messages } = record
  const again: WorkInput = {
    ...input,
    agentId: agent_id,
    config: { ...defaultConfig(version.type), ...version.config },
    question: execution.input,
    history: messages.slice(0, input.history),
  }
  return end(again, replayPorts(record, evidenceOf(record, citations), stoppedBy(gone)))
}

export interface LiveRun {
  readonly agentId: string
  /** Null: as the agent is now. */
  readonly version: AgentVersion | number | null
  readonly model: string | null
  readonly question: string
  readonly history: readonly ModelMessage[]
  readonly outlet?: string | undefined
  /** Whether it is the caller it works for, as where a member executes an agent; else an anonymous visitor. */
  readonly asCaller: boolean
}

/** Runs a question by a version of an agent as a trial: models and sources are asked, nothing is changed, kept, counted or charged. Throws NOT_FOUND. */
export async function runLive(context: UserContext, run: LiveRun, gone: AbortSignal): Promise<TurnResult & { readonly version: number }> {
  const { pool, principal } = context
  const { companyId } = principal
  const version =
    typeof run.version === 'object' && run.version
      ? run.version
      : await inCompany(pool, companyId, db => versionOf(db, companyId, run.agentId, run.version as number | null))
  if (run.model && !context.models.isKnown(run.model))
    throw new AppError('INVALID_REQUEST', `The model "${run.model}" is not known.`, { details: { model: 'is not a known model' } })
  const config = { ...defaultConfig(version.type), ...version.config }
  const input: WorkInput = {
    agentId: run.agentId,
    agentName: version.name,
    config,
    dataSourceIds: version.data_sources,
    model: run.model ?? config.model,
    question: run.question,
    history: run.history,
    trial: true,
    ...(run.outlet === undefined ? {} : { outlet: run.outlet }),
    ...(run.asCaller ? { principal: toToolPrincipal(principal) } : {}),
  }
  const work = { companyId, executionId: newId('exec', context.now()), conversationId: null }
  return { ...(await end(input, await turnPorts(context, work, input, stoppedBy(gone)))), version: version.version }
}

function stoppedBy(gone: AbortSignal) {
  const stop = new AbortController()
  gone.addEventListener('abort', () => stop.abort('cancelled'), { once: true })
  return stop.signal
}

async function end(input: WorkInput, ports: TurnPorts): Promise<TurnResult> {
  const parts = runTurn(input, ports)
  for (;;) {
    const { value, done } = await parts.next()
    if (done) return value
  }
}
