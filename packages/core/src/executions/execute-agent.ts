import type { ExecuteInput } from '@craveva/contract/executions'
import { type Agent, getAgent } from '../agents/agents.service.ts'
import { explainOutcome, holdCredits, quoteTurn, tellExhausted } from '../billing/turn-credits.ts'
import { outletText } from '../companies/outlet-text.ts'
import { outletOf } from '../companies/outlets.service.ts'
import type { UserContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { runTurn } from '../engine/run-turn.ts'
import type { TurnResult } from '../engine/turn.ts'
import { AppError } from '../errors.ts'
import { schemaProblem } from '../tools/schema-problem.ts'
import { toToolPrincipal } from '../tools/to-tool-principal.ts'
import { insertRunning } from './executions.store.ts'
import { turnPorts } from './turn-ports.ts'
import type { WorkInput } from './work-input.ts'

/** What an execution is asked. */
type ExecuteRequest = Pick<ExecuteInput, 'input' | 'model' | 'outlet_id' | 'approved_tools' | 'output_schema'> &
  Partial<Pick<ExecuteInput, 'output_format'>>

/**
 * Records an execution and begins to work on it. Throws NOT_FOUND, INVALID_REQUEST for an unknown model or outlet, CONFLICT for an inactive
 * agent, INSUFFICIENT_CREDITS.
 */
export async function executeAgent(
  context: UserContext,
  agentId: string,
  { input, model, outlet_id, approved_tools, output_format, output_schema }: ExecuteRequest,
) {
  const { pool, principal, runner, models, companyModels, now } = context
  if (model && !models.isKnown(model))
    throw new AppError('INVALID_REQUEST', `The model "${model}" is not known.`, { details: { model: 'is not a known model' } })
  await checkOutputSchema(output_format, output_schema)
  const catalogue = await companyModels.of(principal.companyId)
  const executionId = newId('exec', now())
  const { agent, outlet, withheld } = await inCompany(pool, principal.companyId, async db => {
    const found = await getAgent({ db, principal }, agentId)
    if (found.status !== 'active') throw new AppError('CONFLICT', 'This agent is inactive. Activate it first.')
    const quoted = principal.test ? null : quoteTurn(catalogue, { ...toInput(found, input, model), goesOn: false })
    const spokenFor = outlet_id ? outletText(await outletOf({ db, principal }, outlet_id), now()) : undefined
    await insertRunning(
      db,
      {
        company_id: principal.companyId,
        execution_id: executionId,
        agent_id: agentId,
        agent_version: found.version,
        kind: 'execute',
        status: 'running',
        input,
        is_test: principal.test,
        requested_model: model ?? null,
        outlet_id: outlet_id ?? null,
        quote: quoted && JSON.stringify(quoted),
        answer_message_id: newId('msg', now()),
      },
      runner.serverId,
    )
    const outcome = await holdCredits(db, { companyId: principal.companyId, executionId }, quoted)
    if (outcome === 'credits') throw new AppError('INSUFFICIENT_CREDITS')
    return { agent: found, outlet: spokenFor, withheld: await explainOutcome(db, principal.companyId, outcome) }
  }).catch(async error => {
    if (error instanceof AppError && error.code === 'INSUFFICIENT_CREDITS') await tellExhausted(context, principal.companyId)
    throw error
  })
  const turn = {
    ...toInput(agent, input, model),
    principal: toToolPrincipal(principal),
    outletId: outlet_id ?? null,
    withheld,
    ...(output_format === 'json' ? { output: { schema: output_schema ?? null } } : {}),
    ...(approved_tools ? { approvedTools: approved_tools } : {}),
  }
  runner.start({ companyId: principal.companyId, executionId, conversationId: null, input: outlet ? { ...turn, outlet } : turn })
  return executionId
}

async function checkOutputSchema(format: string | undefined, schema: ExecuteInput['output_schema']) {
  if (!schema) return
  const problem = format === 'json' ? await schemaProblem(schema) : 'is only for the output_format json'
  if (problem) throw new AppError('INVALID_REQUEST', `The output_schema ${problem}.`, { details: { output_schema: problem } })
}

/** Answers without a record and without a bill. Throws NOT_FOUND, PROVIDER_ERROR. */
export async function previewAgent(context: UserContext, agentId: string, question: string, gone: AbortSignal): Promise<TurnResult> {
  const { pool, principal } = context
  const agent = await inCompany(pool, principal.companyId, db => getAgent({ db, principal }, agentId))
  const input = { ...toInput(agent, question), principal: toToolPrincipal(principal), trial: true }
  const work = { companyId: principal.companyId, executionId: newId('exec', context.now()), conversationId: null }
  const stop = new AbortController()
  gone.addEventListener('abort', () => stop.abort('cancelled'), { once: true })
  const parts = runTurn(input, await turnPorts(context, work, input, stop.signal))
  for (;;) {
    const { value, done } = await parts.next()
    if (!done) continue
    if (value.error && value.text === '') throw new AppError('PROVIDER_ERROR')
    return value
  }
}

const toInput = ({ agent_id, name, config, data_sources }: Agent, question: string, model?: string): WorkInput => ({
  agentId: agent_id,
  agentName: name,
  config,
  dataSourceIds: data_sources,
  model: model ?? config.model,
  question,
  history: [],
})
