import { randomUUID } from 'node:crypto'
import type { Client } from '@craveva/sdk/client-types'
import { ApiError } from '@craveva/sdk/errors'
import type { Adapter } from '../adapter.ts'
import type { FrontDoor, Onward } from '../front-door.ts'
import { createInstallations } from './create-installations.ts'
import { type GivenDeployment, type Log, type OpenDeployment, openDeployment } from './open-deployment.ts'
import { pause } from './pause.ts'
import { defaultTimings, type Timings } from './timings.ts'

export interface HostOptions {
  readonly adapter: Adapter
  /** Calls the API with a service key of the adapter's platform. */
  readonly client: Client
  /** Where this process takes what platforms send; null when requests are handed to `handle` by other means. */
  readonly hookUrl: string | null
  readonly log: Log
  readonly timings?: Partial<Timings>
  /** Names this process, anew at each start; made up unless given. */
  readonly holder?: string
  /** Deployments that this process looks after at most. */
  readonly most?: number
}

/** A process that looks after deployments of one platform. */
export interface Host {
  readonly platform: string
  /** What a platform sent for no deployment: the answer, or where it goes on; null when nothing answers for that here. */
  handleFrontDoor(request: Request): Promise<Response | Onward> | null
  /** What a platform sent for a deployment; null when it is not open here. */
  handle(deploymentId: string, request: Request): Promise<Response> | null
  /** Looks for deployments now, as something has changed. */
  wake(): void
  /** Deployments that are looked after here. */
  readonly held: readonly string[]
  /** Closes all and gives them back. */
  stop(): Promise<void>
}

/** Takes deployments of the adapter's platform and looks after them, as long as they are wanted and nobody else has them. */
export function startHost({
  adapter,
  client,
  hookUrl,
  log,
  timings: given,
  most = 1000,
  holder = `host_${randomUUID()}`,
}: HostOptions): Host {
  const timings = { ...defaultTimings, ...given }
  const open = new Map<string, { lease: string; deployment: OpenDeployment }>()
  const over = new AbortController()
  let news = Promise.withResolvers<void>()
  let lastRenewal = performance.now()
  let frontDoor: FrontDoor | null = null

  async function claim() {
    const asked = performance.now()
    const {
      leases,
      ended,
      lease_seconds,
      front_door_url: publicUrl,
    } = await client.adapters.claim(
      {
        holder,
        hook_url: hookUrl,
        held: [...open.keys()],
        most,
        front_door: Boolean(adapter.frontDoor),
        paused: adapter.handlesWhilePaused ?? false,
      },
      { signal: over.signal, timeoutMs: 10_000, maxRetries: 1 },
    )
    lastRenewal = asked
    frontDoor ??= adapter.frontDoor?.({ publicUrl, installations: createInstallations(client) }) ?? null
    const closing: Promise<void>[] = []
    for (const [id, { deployment }] of open) {
      const mine = leases.find(candidate => candidate.deployment_id === id && candidate.lease === null)
      if (mine?.revision === deployment.revision && mine.paused === deployment.paused && !deployment.lost) continue
      closing.push(deployment.close(ended.includes(id)))
      const lease = open.get(id)?.lease
      open.delete(id)
      if (mine && lease && !deployment.lost) take({ id, lease, revision: mine.revision, paused: mine.paused }, closing.at(-1))
    }
    for (const { deployment_id: id, lease, revision, paused } of leases) if (lease !== null) take({ id, lease, revision, paused })
    await Promise.all(closing)
    return lease_seconds * 1000
  }

  function take(given: GivenDeployment, before: Promise<void> = Promise.resolve()) {
    void before.then(() => {
      if (!over.signal.aborted)
        open.set(given.id, { lease: given.lease, deployment: openDeployment({ adapter, client, timings, log }, given) })
    })
  }

  async function work() {
    let validMs = 20_000
    while (!over.signal.aborted) {
      try {
        validMs = await claim()
      } catch (error) {
        if (over.signal.aborted) break
        log('leases could not be renewed; it is tried again', { error: error instanceof Error ? error.message : String(error) })
        // Somebody else may have them by now: going on would do things twice.
        const isRefused = error instanceof ApiError && error.status === 401
        if (isRefused || performance.now() - lastRenewal > validMs) await closeAll()
      }
      await Promise.race([pause(timings.claim, over.signal), news.promise])
      news = Promise.withResolvers()
    }
  }

  async function closeAll() {
    const all = [...open.values()]
    open.clear()
    await Promise.all(all.map(({ deployment }) => deployment.close()))
  }

  const working = work()
  return {
    platform: adapter.platform,
    handleFrontDoor: request => frontDoor?.handle(request) ?? null,
    handle: (id, request) => open.get(id)?.deployment.handle(request) ?? null,
    wake: () => news.resolve(),
    get held() {
      return [...open.keys()]
    },
    async stop() {
      over.abort()
      await working
      const held = [...open]
      await closeAll()
      const release = ([deployment_id, { lease }]: (typeof held)[number]) =>
        client.adapters.release({ deployment_id }, { headers: { 'X-Lease': lease }, timeoutMs: 3000, maxRetries: 0 }).catch(() => {})
      await Promise.all(held.map(release))
    },
  }
}
