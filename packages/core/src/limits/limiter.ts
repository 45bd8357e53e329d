import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

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
  /** Forgets windows that ended, here and in the database. */
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
 * Counters that several servers share: each leases blocks of a window's allowance from the database and counts its own block in memory.
 * The limit is never exceeded, and most calls cost no query. A block is a twentieth of the allowance.
 */
export function createLimiter(db: Db, now: () => number): Limiter {
  const blocks = new Map<string, Block>()

  async function lease(key: string, block: Block, max: number) {
    const size = Math.max(1, Math.ceil(max / 20))
    // `leased` may pass the limit: what was asked for beyond it is not granted.
    const { rows } = await sql<{ leased: number }>`
      insert into rate_windows (key, window_start, leased) values (${key}, ${new Date(block.windowStart)}, ${size})
      on conflict (key, window_start) do update set leased = rate_windows.leased + excluded.leased
      returning leased`.execute(db)
    const leased = rows[0]?.leased ?? max
    block.left += Math.max(0, Math.min(size, max - (leased - size)))
    block.unleased = Math.max(0, max - leased)
  }

  function currentBlock({ key, windowMs, max }: Limit) {
    const windowStart = Math.floor(now() / windowMs) * windowMs
    const known = blocks.get(key)
    if (known?.windowStart === windowStart) return known
    const block: Block = { windowStart, windowMs, left: 0, unleased: max, leasing: null }
    blocks.set(key, block)
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
      for (const [key, block] of blocks) if (block.windowStart + block.windowMs < now()) blocks.delete(key)
      await db
        .deleteFrom('rate_windows')
        .where('window_start', '<', new Date(now() - 24 * 3600_000))
        .execute()
    },
  }
}
