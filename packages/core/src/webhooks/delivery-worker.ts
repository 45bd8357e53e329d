import type { Services } from '../context.ts'
import { startWorkLoop, type WorkLoop } from '../events/work-loop.ts'
import { deliver } from './deliver.ts'
import type { QueuedDelivery } from './deliveries.store.ts'
import { claimDeliveries, postpone } from './queue.store.ts'

/** Deliveries that one server has in flight at once; they mostly wait for others. */
const atOnce = 64

/** Works on the deliveries that are due, over all companies. When it is stopped, what is in flight is left to the next server. */
export function startDeliveryWorker(needs: Pick<Services, 'pool' | 'egress' | 'keys' | 'now' | 'log' | 'jobs' | 'config'>): WorkLoop {
  const inFlight = new Set<Promise<void>>()
  const stopping = new AbortController()

  const loop = startWorkLoop(needs.log, 'webhooks', async () => {
    const free = atOnce - inFlight.size
    if (free <= 0) return false
    const claimed = await claimDeliveries(needs.pool, free)
    for (const queued of claimed) {
      const work = attempt(queued).finally(() => {
        inFlight.delete(work)
        loop.wake()
      })
      inFlight.add(work)
    }
    return false
  })

  async function attempt(queued: QueuedDelivery) {
    try {
      await deliver(needs, queued, stopping.signal)
    } catch (error) {
      if (!stopping.signal.aborted) return needs.log.warn({ err: error, ...queued }, 'a delivery could not be recorded; it is made again')
      await postpone(needs.pool, { ...queued, tries: queued.tries - 1 }, 0).catch(() => {})
    }
  }

  return {
    wake: loop.wake,
    async stop() {
      await loop.stop()
      stopping.abort()
      await Promise.allSettled(inFlight)
    },
  }
}
