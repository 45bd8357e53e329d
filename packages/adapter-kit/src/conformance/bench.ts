import { createClient } from '@craveva/sdk/client'
import { type Host, startHost } from '../host/start-host.ts'
import type { Timings } from '../host/timings.ts'
import { type Call, type CoreConnection, createMemoryCore } from '../testing/memory-core.ts'
import type { Manners } from '../testing/memory-deployment.ts'
import type { PlatformDouble, Subject, Told, Written } from './subject.ts'

const fast: Partial<Timings> = { claim: 50, health: 50, healthDeadline: 2000, feed: 1000, retry: 20, longestRetry: 200, close: 5000 }

export interface BenchOptions extends Partial<Manners> {
  readonly accounts?: 1 | 2
  /** Of all accounts, over those that the double gives. */
  readonly settings?: object
}

/** An adapter, run by the host, between a double of its platform and one of the API. */
export async function openBench(subject: Subject, { accounts = 1, settings = {}, ...manners }: BenchOptions = {}) {
  const { adapter, start, patienceMs = 10_000 } = subject
  const platform: PlatformDouble = await start()
  const core = createMemoryCore(manners)
  const ids = platform.settings.slice(0, accounts).map(given => core.add({ merge_ms: 60, ...settings, ...given }))
  let connection: CoreConnection
  let host: Host
  const startOne = () => {
    connection = core.connect()
    host = startHost({
      adapter,
      client: createClient({
        baseUrl: 'http://core.test',
        token: 'svc_test',
        fetch: connection.fetch,
        pause: ms => new Promise(resolve => setTimeout(resolve, Math.min(ms, 20))),
      }),
      hookUrl: null,
      log: () => {},
      timings: fast,
    })
  }
  startOne()

  /** Waits for something to come true; the error tells what did not. */
  async function until(words: string, holds: () => boolean) {
    const latest = performance.now() + patienceMs
    while (!holds()) {
      if (performance.now() > latest) throw new Error(`${words}: not within ${patienceMs / 1000} s`)
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }

  const statusOf = (account: 0 | 1 = 0) => core.get(ids[account] ?? '').statuses.at(-1)?.status

  /** Hands a request of the platform to the hook; the status is its answer. */
  async function hook(request: Request, account: 0 | 1 = 0) {
    const answered = await host.handle(ids[account] ?? '', request)
    return answered?.status ?? 503
  }

  async function tell(told: Told, account: 0 | 1) {
    const request = await told
    return request ? hook(request, account) : 200
  }

  return {
    platform,
    core,
    until,
    statusOf,
    hook,
    deployment: (account: 0 | 1 = 0) => core.get(ids[account] ?? ''),
    opened: (account: 0 | 1 = 0) => until('it opens', () => statusOf(account) === 'active'),
    /** Lets a visitor write, however the platform tells us. */
    write: (written: Written, account: 0 | 1 = 0) => tell(platform.write(written, account), account),
    /** Lets a person write in the platform's own app. */
    person: (written: Written, account: 0 | 1 = 0) => tell(platform.person?.(written, account) ?? null, account),
    /** Lets the platform tell of what we sent last. */
    echo: (chat: number, account: 0 | 1 = 0) => tell(platform.echo?.(chat, account) ?? null, account),
    /** Ends the process at a call of the API. */
    cutAt(isHere: (call: Call) => boolean) {
      core.network.onCall = (call, mine) => {
        if (mine === connection && isHere(call)) mine.cut()
      }
    },
    /** Ends the process as a crash would: nothing reaches the API any more; then another one begins, which has the deployments at once. */
    async crash() {
      connection.cut()
      const dying = host.stop()
      for (const id of ids) core.get(id).lease = null
      startOne()
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
