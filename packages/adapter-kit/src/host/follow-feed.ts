import { type Delivery, mostDeliveries } from '@craveva/contract/adapters'
import { ApiError } from '@craveva/sdk/errors'
import type { Channel } from '../channel.ts'
import type { DeploymentApi } from './api.ts'
import type { Pending } from './deliver.ts'
import { loadInboundFile, type WantedFile } from './load-inbound-file.ts'
import { pause } from './pause.ts'
import type { Timings } from './timings.ts'

interface Needs {
  readonly api: DeploymentApi
  readonly channel: Channel
  readonly signal: AbortSignal
  readonly timings: Timings
  readonly deliver: (pending: Pending) => Promise<void>
  /** Another process has the deployment now, or it is gone. */
  readonly onLost: () => void
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** Milliseconds between two looks when the feed tells only what is known. */
const nothingNewMs = 250

interface Entry {
  readonly delivery: Delivery
  /** Null: it was deleted. */
  readonly settle: (delivery: Delivery | null) => void
}

/** Delivers what the feed tells, each address in order and one at a time, until the signal is aborted; then waits for what is under way. */
export async function followFeed({ api, channel, signal, timings, deliver, onLost, log }: Needs) {
  const known = new Map<string, Entry>()
  const files = new Map<string, Promise<void>>()
  const queues = new Map<string, Promise<void>>()
  /** Deliveries that ended while the feed was asked: what it answers may have been read before. */
  const ended = new Set<string>()
  let cursor: string | undefined

  function take(delivery: Delivery) {
    if (ended.has(delivery.delivery_id)) return false
    const entry = known.get(delivery.delivery_id)
    if (entry) {
      if (delivery.state === 'ready') entry.settle(delivery)
      return false
    }
    const { promise, resolve } = Promise.withResolvers<Delivery | null>()
    known.set(delivery.delivery_id, { delivery, settle: resolve })
    if (delivery.state === 'ready') resolve(delivery)
    const before = queues.get(delivery.address) ?? Promise.resolve()
    const mine = before
      .then(() => (signal.aborted ? undefined : deliver({ first: delivery, ready: promise })))
      .finally(() => {
        known.delete(delivery.delivery_id)
        ended.add(delivery.delivery_id)
        if (queues.get(delivery.address) === mine) queues.delete(delivery.address)
      })
    queues.set(delivery.address, mine)
    return true
  }

  function load(file: WantedFile) {
    const name = `${file.event_id} ${file.index}`
    if (files.has(name)) return false
    files.set(
      name,
      loadInboundFile({ api, channel, signal, timings, log }, file).finally(() => files.delete(name)),
    )
    return true
  }

  /** Everything that waits. What is known and not among it was deleted with its conversation, of which the feed tells nothing. */
  async function review() {
    const before = [...known]
    const feed = await api.client.feed({ deployment_id: api.deploymentId }, api.call({ signal, timeoutMs: 15_000 }))
    if (feed.deliveries.length < mostDeliveries) {
      const open = new Set(feed.deliveries.map(({ delivery_id }) => delivery_id))
      for (const [id, { settle }] of before) if (!open.has(id)) settle(null)
    }
    return feed
  }

  let reviewed = performance.now()
  while (!signal.aborted) {
    try {
      ended.clear()
      const isReview = known.size > 0 && performance.now() - reviewed >= timings.review
      if (isReview) reviewed = performance.now()
      const asked = { deployment_id: api.deploymentId, cursor, wait_seconds: Math.floor(timings.feed / 1000) }
      const feed = await (isReview ? review() : api.client.feed(asked, api.call({ signal, timeoutMs: timings.feed + 15_000 })))
      const isOutdated = feed.deliveries.some(({ delivery_id }) => ended.has(delivery_id))
      const news = [...feed.deliveries.map(take), ...feed.files.map(load)]
      // What is still open then is told once more.
      if (!isOutdated) cursor = feed.cursor
      if (news.length > 0 && !news.includes(true)) await pause(nothingNewMs, signal)
    } catch (error) {
      if (signal.aborted) break
      if (error instanceof ApiError && error.status === 404) {
        onLost()
        break
      }
      log('the feed cannot be read; it is tried again', { error: error instanceof Error ? error.message : String(error) })
      cursor = undefined
      await pause(timings.retry, signal)
    }
  }
  await Promise.allSettled([...queues.values(), ...files.values()])
}
