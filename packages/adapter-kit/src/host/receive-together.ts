import type { WireInboundEvent } from '@craveva/contract/inbound-events'
import { ApiError } from '@craveva/sdk/errors'
import type { DeploymentApi } from './api.ts'

interface Waiting {
  readonly event: WireInboundEvent
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** What the API takes at once, and characters of JSON that stay well below the size it takes. */
const mostEvents = 50
const mostCharacters = 200_000
const timeoutMs = 10_000

/**
 * Stores events in the order in which they come, those together that come while others are on their way: a platform that sends many at once waits
 * for a few transactions then, and one that sends few waits for nobody. Each promise settles when its event is stored.
 */
export function createReceiver(api: DeploymentApi, handling: { merge_ms?: number; pause_minutes?: number }, signal: AbortSignal) {
  let waiting: Waiting[] = []
  let isSending = false

  async function sendAll() {
    isSending = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, countTogether(waiting))
      waiting = waiting.slice(batch.length)
      await send(batch)
    }
    isSending = false
  }

  async function send(batch: readonly Waiting[]): Promise<void> {
    try {
      const events = batch.map(({ event }) => event)
      await api.client.receive({ deployment_id: api.deploymentId, events, handling }, api.call({ signal, timeoutMs }))
      for (const { resolve } of batch) resolve()
    } catch (error) {
      // One that the API does not take must not hold up the others.
      if (batch.length > 1 && error instanceof ApiError && error.status === 400) for (const one of batch) await send([one])
      else for (const { reject } of batch) reject(error)
    }
  }

  return (event: WireInboundEvent): Promise<void> => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    waiting.push({ event, resolve, reject })
    if (!isSending) void sendAll()
    return promise
  }
}

function countTogether(waiting: readonly Waiting[]) {
  let characters = 0
  const end = waiting.slice(0, mostEvents).findIndex(({ event }, index) => {
    characters += JSON.stringify(event).length
    return index > 0 && characters > mostCharacters
  })
  return end === -1 ? mostEvents : end
}
