import { createClient } from '@craveva/sdk/client'
import { type Host, startHost } from '../host/start-host.ts'
import type { Timings } from '../host/timings.ts'
import { createMemoryCore } from '../testing/memory-core.ts'
import type { PlatformDouble, Subject, Written } from './subject.ts'

const fast: Partial<Timings> = { claim: 50, health: 50, feed: 1000, retry: 20, longestRetry: 200, close: 5000 }
const patienceMs = 10_000

/** An adapter, run by the host, between a double of its platform and one of the API. */
export async function openBench(
  { adapter, start }: Subject,
  { accounts = 1, answer }: { accounts?: 1 | 2; answer?: (text: string) => string } = {},
) {
  const platform: PlatformDouble = await start()
  const core = createMemoryCore(answer ? { answer } : {})
  const ids = platform.settings.slice(0, accounts).map(settings => core.add({ merge_ms: 60, ...settings }))
  const startOne = (): Host =>
    startHost({
      adapter,
      client: createClient({
        baseUrl: 'http://core.test',
        token: 'svc_test',
        fetch: core.fetch,
        pause: ms => new Promise(resolve => setTimeout(resolve, Math.min(ms, 20))),
      }),
      hookUrl: null,
      log: () => {},
      timings: fast,
    })
  let host = startOne()

  /** Waits for something to come true; the error tells what did not. */
  async function until(words: string, holds: () => boolean) {
    const latest = performance.now() + patienceMs
    while (!holds()) {
      if (performance.now() > latest) throw new Error(`${words}: not within ${patienceMs / 1000} s`)
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }

  const statusOf = (account: 0 | 1 = 0) => core.get(ids[account] ?? '').statuses.at(-1)?.status

  return {
    platform,
    core,
    until,
    statusOf,
    deployment: (account: 0 | 1 = 0) => core.get(ids[account] ?? ''),
    opened: (account: 0 | 1 = 0) => until('it opens', () => statusOf(account) === 'active'),
    /** Hands a request of the platform to the hook; the status is its answer. */
    async hook(request: Request, account: 0 | 1 = 0) {
      const answered = await host.handle(ids[account] ?? '', request)
      return answered?.status ?? 503
    },
    /** Lets a visitor write, however the platform tells us. */
    async write(written: Written, account: 0 | 1 = 0) {
      const request = await platform.write(written, account)
      return request ? this.hook(request, account) : 200
    },
    /** Ends the process as a crash would: nothing is acknowledged any more; then another one begins. */
    async crash() {
      core.network.down = true
      const dying = host.stop()
      core.network.down = false
      for (const id of ids) core.get(id).lease = null
      host = startOne()
      await dying
    },
    stopHost: () => host.stop(),
    async close() {
      core.network.down = false
      await host.stop()
      await platform.stop()
    },
  }
}

export type Bench = Awaited<ReturnType<typeof openBench>>
