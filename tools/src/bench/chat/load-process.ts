import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { LoadPlan, LoadResult } from './load-plan.ts'

export interface LoadProcess {
  carryOut(plan: LoadPlan): Promise<LoadResult>
  stop(): void
}

/** The load in a process of its own, so that it takes no time of what it measures. One plan at a time. */
export function startLoadProcess(): LoadProcess {
  const child = fork(new URL('./load.ts', import.meta.url), { stdio: 'inherit' })
  const ended = new AbortController()
  child.once('exit', () => ended.abort(new Error('The load has ended')))
  return {
    async carryOut(plan) {
      const answered = once(child, 'message', { signal: ended.signal })
      child.send(plan)
      const [result] = (await answered) as [LoadResult]
      return result
    },
    stop: () => child.kill(),
  }
}
