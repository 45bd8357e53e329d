import type { Api } from '@craveva/contract/api'
import { versionOf } from '../agents/version-of.ts'
import { toCredits } from '../billing/credits.ts'
import { creditsOf } from '../billing/credits-of.ts'
import type { Context, UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { detached, type Handlers } from '../http/handlers.ts'
import { type AgentTest, createTest, runTests, saveAsTest } from './agent-tests.service.ts'
import { evidenceOf } from './execution-record.ts'
import { unpackSteps } from './pack-record.ts'
import { getExecution, replayExecution } from './replays.service.ts'
import { deleteTest, listTests } from './tests.store.ts'
import { toSummary } from './to-summary.ts'

export const replayHandlers: Handlers<Api['replays']> = {
  get: detached(async (context, { params }) => ({ execution: await toDetail(context, await getExecution(context, params.execution_id)) })),
  replay: detached((context, { params, body, gone }) => replayExecution(context, params.execution_id, body, gone)),
  saveAsTest: detached(async (context, { params, body }) => ({ test: toTest(await saveAsTest(context, params.execution_id, body)) })),
  listTests: async (context, { params }) => {
    const { db, principal } = context
    await versionOf(db, principal.companyId, params.agent_id, null)
    return { tests: (await listTests(db, principal.companyId, params.agent_id)).map(toTest) }
  },
  createTest: async (context: Context, { params, body }) => ({
    test: toTest(await createTest(context, { ...body, agentId: params.agent_id, history: [], fromExecutionId: null })),
  }),
  runTests: detached(async (context, { params, query, body, gone }) => ({
    report: await runTests(context, params.agent_id, { version: query.version ?? null, testIds: body.test_ids }, gone),
  })),
  deleteTest: async ({ db, principal }, { params }) => {
    if (!(await deleteTest(db, principal.companyId, params.agent_id, params.test_id))) throw new AppError('NOT_FOUND')
    return { success: true, message: 'Test deleted' }
  },
}

async function toDetail({ pool, principal }: UserContext, execution: Awaited<ReturnType<typeof getExecution>>) {
  const { record, citations } = execution
  const evidence = record ? evidenceOf(record, citations) : []
  return {
    ...toSummary(execution),
    kind: execution.kind,
    requested_model: execution.requested_model,
    outlet_id: execution.outlet_id,
    finish_reason: execution.finish_reason,
    fallback_reason: execution.fallback_reason,
    error: execution.error,
    citations,
    data_sources_queried: execution.data_sources_queried,
    usage: { input_tokens: execution.input_tokens, output_tokens: execution.output_tokens },
    quote: execution.quote && toCredits(execution.quote.most),
    credits: await inCompany(pool, principal.companyId, db => creditsOf(db, principal.companyId, execution.execution_id)),
    steps: record ? unpackSteps(record, evidence) : [],
    evidence: evidence.map(({ documentId, title, score, body }) => ({ document_id: documentId, title, score, excerpt: body })),
    replayable: record !== null && !record.truncated && execution.status !== 'queued' && execution.status !== 'running',
  }
}

const toTest = ({ test_id, agent_id, name, input, expectations, from_execution_id, created_at }: AgentTest) => ({
  test_id,
  agent_id,
  name,
  input,
  expectations,
  from_execution_id,
  created_at: created_at.toISOString(),
})
