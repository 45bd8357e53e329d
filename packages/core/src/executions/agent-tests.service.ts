import type { Expectation } from '@craveva/contract/replays'
import type { TestReport } from '@craveva/contract/test-report'
import type { Selectable } from 'kysely'
import { type AgentVersion, versionOf } from '../agents/version-of.ts'
import type { Context, UserContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import type { TurnResult } from '../engine/turn.ts'
import { AppError } from '../errors.ts'
import type { ModelMessage } from '../models/model.ts'
import type { ExecutionTables } from './executions.tables.ts'
import { getExecution, usableRecord } from './replays.service.ts'
import { runLive } from './run-again.ts'
import { countTests, insertTest, listTests } from './tests.store.ts'

export type AgentTest = Selectable<ExecutionTables['agent_tests']>

const mostTests = 200
/** Tests of one run that are under way at once. */
const atOnce = 4

type Needs = Pick<Context, 'db' | 'principal' | 'now'>

interface NewTest {
  readonly agentId: string
  readonly name: string
  readonly input: string
  readonly history: readonly ModelMessage[]
  readonly expectations: readonly Expectation[]
  readonly fromExecutionId: string | null
}

/** Throws NOT_FOUND, CONFLICT when the agent has as many tests as it may. */
export async function createTest({ db, principal, now }: Needs, { agentId, fromExecutionId, ...test }: NewTest): Promise<AgentTest> {
  const { companyId, userId } = principal
  await versionOf(db, companyId, agentId, null)
  if ((await countTests(db, companyId, agentId)) >= mostTests) throw new AppError('CONFLICT', `An agent has at most ${mostTests} tests.`)
  return insertTest(db, {
    company_id: companyId,
    test_id: newId('test', now()),
    agent_id: agentId,
    name: test.name,
    input: test.input,
    history: JSON.stringify(test.history),
    expectations: JSON.stringify(test.expectations),
    from_execution_id: fromExecutionId,
    created_by: userId,
  })
}

/** Makes an execution a test of its agent: with the same question after the same history. Throws NOT_FOUND, CONFLICT. */
export async function saveAsTest(
  context: UserContext,
  executionId: string,
  { name, expectations }: { name?: string | undefined; expectations?: readonly Expectation[] | undefined },
): Promise<AgentTest> {
  const { pool, principal, now } = context
  const execution = await getExecution(context, executionId)
  const record = usableRecord(execution)
  return inCompany(pool, principal.companyId, db =>
    createTest(
      { db, principal, now },
      {
        agentId: execution.agent_id,
        name: name ?? execution.input.slice(0, 100),
        input: execution.input,
        history: record.messages.slice(0, record.input.history),
        expectations: expectations ?? [
          { kind: 'declined', value: execution.declined },
          ...unique(execution.citations.flatMap(({ used, document_id }) => (used ? [document_id] : []))).map(document_id => ({
            kind: 'cites' as const,
            document_id,
          })),
          ...unique(record.steps.flatMap(step => (step.kind === 'tool' ? [step.name] : []))).map(tool => ({
            kind: 'tool_called' as const,
            tool,
          })),
        ],
        fromExecutionId: executionId,
      },
    ),
  )
}

const unique = (values: readonly string[]) => [...new Set(values)]

/**
 * Runs an agent's tests by one of its versions, by one that is not saved yet, or as it is now. As trials: nothing is changed, kept, counted or charged. Throws NOT_FOUND for
 * an agent, version or test that does not exist.
 */
export async function runTests(
  context: UserContext,
  agentId: string,
  { version, testIds }: { version: AgentVersion | number | null; testIds?: readonly string[] | undefined },
  gone: AbortSignal,
): Promise<TestReport> {
  const { pool, principal } = context
  const { companyId } = principal
  const { tests, agent } = await inCompany(pool, companyId, async db => ({
    agent: typeof version === 'object' && version ? version : await versionOf(db, companyId, agentId, version),
    tests: await listTests(db, companyId, agentId),
  }))
  const wanted = testIds ? tests.filter(({ test_id }) => testIds.includes(test_id)) : tests
  if (testIds && wanted.length < new Set(testIds).size) throw new AppError('NOT_FOUND', 'Some of these tests do not exist.')
  const results: TestReport['results'] = []
  for (let next = 0; next < wanted.length && !gone.aborted; next += atOnce)
    results.push(...(await Promise.all(wanted.slice(next, next + atOnce).map(test => runTest(context, test, agent, gone)))))
  const passed = results.filter(result => result.passed).length
  return { agent_version: agent.version, passed, failed: results.length - passed, results }
}

async function runTest(context: UserContext, test: AgentTest, agent: AgentVersion, gone: AbortSignal) {
  const { test_id, name, agent_id, input, history, expectations } = test
  const run = { agentId: agent_id, version: agent, model: null, question: input, history, asCaller: false }
  const result = await runLive(context, run, gone)
  const failures = expectations.flatMap(expectation => failureOf(expectation, result) ?? [])
  if (result.error) failures.push(`the answer failed: ${result.error.message}`)
  return { test_id, name, passed: failures.length === 0, failures, response: result.text }
}

/** What is not as it should be, in words; null when all is well. */
function failureOf(expectation: Expectation, { text, citations, declined, steps }: TurnResult): string | null {
  switch (expectation.kind) {
    case 'contains':
      return holds(text, expectation.text) ? null : `does not contain "${expectation.text}"`
    case 'not_contains':
      return holds(text, expectation.text) ? `contains "${expectation.text}"` : null
    case 'cites':
      return citations.some(({ used, document_id }) => used && document_id === expectation.document_id)
        ? null
        : `does not cite ${expectation.document_id}`
    case 'declined':
      if (declined === expectation.value) return null
      return declined ? 'says that it does not know' : 'does not say that it does not know'
    case 'tool_called':
      return steps.some(({ kind, name }) => kind === 'tool' && name === expectation.tool) ? null : `does not call ${expectation.tool}`
  }
}

/** Whatever the case and the spaces between words. */
const holds = (text: string, words: string) => plain(text).includes(plain(words))

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, ' ')
