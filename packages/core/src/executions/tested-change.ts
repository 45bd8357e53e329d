import type { TestReport } from '@craveva/contract/test-report'
import type { Agent } from '../agents/agents.service.ts'
import type { Context, UserContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { runTests } from './agent-tests.service.ts'

interface Wanted {
  readonly run_tests?: boolean | undefined
  readonly require_tests?: boolean | undefined
}

/** Leaves a transaction without anything of it having happened. */
class NotYet extends Error {
  readonly agent: Agent
  constructor(agent: Agent) {
    super('not yet')
    this.agent = agent
  }
}

/**
 * Changes an agent and runs its tests by what it becomes, where that is wanted. `require_tests`: before, and nothing is changed unless all of
 * them pass. Throws CONFLICT then, or when the agent was changed by somebody else meanwhile.
 */
export async function testedChange(
  context: UserContext,
  change: (context: Context) => Promise<Agent>,
  { run_tests = false, require_tests = false }: Wanted,
  gone: AbortSignal,
): Promise<{ readonly agent: Agent; readonly test_report?: TestReport }> {
  const { pool, principal } = context
  const { companyId } = principal
  const save = (db: Context['db']) => change({ ...context, db })
  if (!require_tests) {
    const agent = await inCompany(pool, companyId, save)
    return run_tests ? { agent, test_report: await runTests(context, agent.agent_id, { version: agent }, gone) } : { agent }
  }
  const planned = await inCompany(pool, companyId, async db => {
    throw new NotYet(await save(db))
  }).catch(error => {
    if (error instanceof NotYet) return error.agent
    throw error
  })
  const test_report = await runTests(context, planned.agent_id, { version: planned }, gone)
  if (test_report.failed > 0)
    throw new AppError('CONFLICT', 'The agent was not changed, as tests fail.', { details: failuresOf(test_report) })
  const agent = await inCompany(pool, companyId, async db => {
    const saved = await save(db)
    if (saved.version !== planned.version) throw new AppError('CONFLICT', 'The agent was changed by somebody else meanwhile. Try again.')
    return saved
  })
  return { agent, test_report }
}

const failuresOf = ({ results }: TestReport) =>
  Object.fromEntries(results.flatMap(({ passed, name, failures }) => (passed ? [] : [[name, failures.join('; ')]])))
