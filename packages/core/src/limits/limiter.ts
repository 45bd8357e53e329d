import type { BlockStore } from './block-store.ts'

export interface Limit {
  /** What is counted, for example `chat:agent:agent_1`. */
  readonly key: string
  /** How many calls a window allows. */
  readonly max: number
  /** Length of a window in milliseconds; windows begin at its multiples since 1970. */
  readonly windowMs: number
}

export interface Allowance {
  readonly allowed: boolean
  readonly limit: number
  /** Calls left, exact to a block. */
  readonly remaining: number
  /** When the window ends, in milliseconds since 1970. */
  readonly resetAt: number
}

export interface Limiter {
  /** Counts one call. */
  take(limit: Limit): Promise<Allowance>
  /** Forgets windows that ended, here and where the servers share them. */
  sweep(): Promise<void>
}

interface Block {
  windowStart: number
  windowMs: number
  /** Calls this server may still let through before it must ask for more. */
  left: number
  /** Of the whole window's allowance, how much is not handed out to any server yet, when last asked. */
  unleased: number
  /** The lease under way, so that parallel calls ask once. */
  leasing: Promise<void> | null
}

/**
 * Counters that several servers share: each leases blocks of a window's allowance from `blocks` and counts its own block in memory.
 * The limit is never exceeded, and most calls cost no query. A block is a twentieth of the allowance.
 */
export function createLimiter(blocks: BlockStore, now: () => number): Limiter {
  const held = new Map<string, Block>()

  async function lease(key: string, block: Block, max: number) {
    const size = Math.max(1, Math.ceil(max / 20))
    // `leased` may pass the limit: what was asked for beyond it is not granted.
    const leased = await blocks.lease({ key, start: block.windowStart, lengthMs: block.windowMs }, size)
    block.left += Math.max(0, Math.min(size, max - (leased - size)))
    block.unleased = Math.max(0, max - leased)
  }

  function currentBlock({ key, windowMs, max }: Limit) {
    const windowStart = Math.floor(now() / windowMs) * windowMs
    const known = held.get(key)
    if (known?.windowStart === windowStart) return known
    const block: Block = { windowStart, windowMs, left: 0, unleased: max, leasing: null }
    held.set(key, block)
    return block
  }

  return {
    async take(limit) {
      const block = currentBlock(limit)
      while (block.left === 0 && block.unleased > 0) {
        block.leasing ??= lease(limit.key, block, limit.max).finally(() => {
          block.leasing = null
        })
        await block.leasing
      }
      const allowed = block.left > 0
      if (allowed) block.left--
      return { allowed, limit: limit.max, remaining: block.left + block.unleased, resetAt: block.windowStart + limit.windowMs }
    },
    async sweep() {
      for (const [key, block] of held) if (block.windowStart + block.windowMs < now()) held.delete(key)
      await blocks.forget(now() - 24 * 3600_000)
    },
  }
}
