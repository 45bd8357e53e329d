import type { Services } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { startWorkLoop } from '../events/work-loop.ts'
import type { Work } from '../executions/execution-runner.ts'
import { claimInboxWork, type DueWork } from './inbox.store.ts'
import { type AfterCommit, workOnAddress } from './work-on-address.ts'

type Needs = Pick<
  Services,
  'pool' | 'log' | 'notifications' | 'publishedAgents' | 'models' | 'companyModels' | 'runner' | 'keys' | 'limiter' | 'now' | 'config'
>

/** Each holds a connection, and may need another one. */
const atOnce = 6
/** Seconds after which an address that a dead server took is taken again. */
const patienceSeconds = 30

/** What arrives over channels, on its way to the turns that answer it. */
export interface Inbox {
  /** Something was stored that is to be worked on in so many milliseconds. */
  wakeIn(ms: number): void
  /** Settles when what is being worked on is stored. */
  stop(): Promise<void>
}

/** Works on what arrives: each address in order, by one server at a time. */
export function startInbox(needs: Needs): Inbox {
  const { pool, log, notifications, runner } = needs
  const loop = startWorkLoop(log, 'inbox', async () => {
    const due = await claimInboxWork(pool, atOnce, patienceSeconds)
    await Promise.all(due.map(workOn))
    return due.length > 0
  })
  notifications.onAny(({ kind }) => {
    if (kind === 'inbox') loop.wake()
  })

  async function workOn(due: DueWork) {
    const { company_id: companyId, address_id: addressId } = due
    const after: { work: Work | null; cancel: string | null } = { work: null, cancel: null }
    const afterCommit: AfterCommit = {
      start: work => {
        after.work = work
      },
      cancel: executionId => {
        after.cancel = executionId
      },
    }
    try {
      await inCompany(pool, companyId, db => workOnAddress(needs, db, due, afterCommit))
    } catch (error) {
      log.warn({ err: error, address_id: addressId }, 'what arrived could not be worked on; it is tried again')
      return
    }
    if (after.cancel) await runner.cancel(companyId, after.cancel)
    if (after.work) runner.start(after.work)
  }
  return {
    wakeIn: ms => void setTimeout(loop.wake, ms + 5).unref(),
    stop: loop.stop,
  }
}
