import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { findOpenExecution } from './conversations.store.ts'

/** Milliseconds after which a turn is told to stop once more: the first word may have come before its server knew of it. */
const tellAgainAfter = 300
/** How often it is told; a server that does not listen any more is dead, and its turn is closed by the sweep. */
const mostTimes = 40

/** Stops what the agent is saying in a conversation that is not its own any more, and returns when it is silent, at whichever server it spoke. */
export async function silenceAgent({ pool, runner }: Pick<Services, 'pool' | 'runner'>, companyId: string, conversationId: string) {
  for (let times = 0; times < mostTimes; times++) {
    const open = await inCompany(pool, companyId, db => findOpenExecution(db, companyId, conversationId))
    if (!open) return
    await runner.cancel(companyId, open.execution_id)
    const enough = new AbortController()
    const timer = setTimeout(() => enough.abort('enough'), tellAgainAfter)
    await Promise.race([
      runner.result(companyId, open.execution_id, enough.signal),
      new Promise<void>(resolve => enough.signal.addEventListener('abort', () => resolve(), { once: true })),
    ])
    clearTimeout(timer)
    enough.abort('enough')
  }
}
