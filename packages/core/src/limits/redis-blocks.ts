import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { BlockStore, Window } from './block-store.ts'

/** Milliseconds that Redis gets to answer. */
const patience = 1000
/** Milliseconds between two complaints. */
const quiet = 60_000

/**
 * The same in Redis, which several servers reach faster than the database. While Redis does not answer, `fallback` counts: nobody is refused for
 * that, and at most twice a window's allowance passes in the window in which it stopped.
 */
export function createRedisBlocks(url: string, fallback: BlockStore, log: Pick<Logger, 'warn'>): BlockStore {
  let opening: Promise<Redis> | null = null
  let complained = 0
  const complain = (error: unknown) => {
    if (performance.now() - complained < quiet && complained > 0) return
    complained = performance.now()
    log.warn({ err: error }, 'Redis does not answer; limits are counted in the database meanwhile')
  }
  const open = async () => {
    // Loaded with the first call that is counted, and only where there is a Redis.
    const { Redis: Client } = await import('ioredis')
    const client = new Client(url, { connectTimeout: patience, commandTimeout: patience, maxRetriesPerRequest: 1, keyPrefix: 'craveva:' })
    client.on('error', complain)
    return client
  }
  return {
    async lease(window, size) {
      try {
        opening ??= open()
        return await leaseIn(await opening, window, size)
      } catch (error) {
        complain(error)
        return fallback.lease(window, size)
      }
    },
    forget: before => fallback.forget(before),
    async close() {
      if (opening) (await opening).disconnect()
      await fallback.close()
    },
  }
}

async function leaseIn(redis: Redis, { key, start, lengthMs }: Window, size: number) {
  const name = `limit:${key}:${start}`
  // Kept for a second window, as clocks of servers differ.
  const results = await redis
    .multi()
    .incrby(name, size)
    .pexpire(name, 2 * lengthMs)
    .exec()
  const [error, leased] = results?.[0] ?? []
  if (error) throw error
  if (typeof leased !== 'number') throw new TypeError('Redis did not answer with a number')
  return leased
}
