import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import { gather, type Waiting } from '../db/gather.ts'

/** One window of one counter. */
export interface Window {
  readonly key: string
  /** When it begins, in milliseconds since 1970. */
  readonly start: number
  readonly lengthMs: number
}

/** Where servers that share counters keep how much of each window is handed out. */
export interface BlockStore {
  /** Hands out `size` calls more, and says how many are handed out in all then. */
  lease(window: Window, size: number): Promise<number>
  /** Forgets windows that ended before `before`. */
  forget(before: number): Promise<void>
  close(): Promise<void>
}

interface Lease {
  readonly window: Window
  readonly size: number
}

/** Leases in one statement at the most. */
const mostTogether = 200

/** Counters in the database. What is asked for while a question is under way is asked together in the next one. */
export function createDatabaseBlocks(db: Db): BlockStore {
  const lease = gather<Lease, number>(together => settle(db, together), { most: mostTogether })
  return {
    lease: (window, size) => lease({ window, size }),
    async forget(before) {
      await db.deleteFrom('rate_windows').where('window_start', '<', new Date(before)).execute()
    },
    async close() {},
  }
}

/** Settles everybody's promise; never throws. */
async function settle(db: Db, together: readonly Waiting<Lease, number>[]) {
  try {
    const leased = await leaseAll(
      db,
      together.map(({ work }) => work),
    )
    // Several who asked for the same window have their blocks one after the other.
    for (const { work, resolve } of together.toReversed()) {
      const upTo = leased.get(nameOf(work.window)) ?? Number.POSITIVE_INFINITY
      resolve(upTo)
      leased.set(nameOf(work.window), upTo - work.size)
    }
  } catch (error) {
    for (const { reject } of together) reject(error)
  }
}

const nameOf = ({ key, start }: Pick<Window, 'key' | 'start'>) => `${start} ${key}`

/** How much of each window is handed out then, by its name. In one order always, so that servers never wait for each other. */
async function leaseAll(db: Db, leases: readonly Lease[]) {
  const { rows } = await sql<{ key: string; window_start: Date; leased: number }>`
    insert into rate_windows (key, window_start, leased)
    select key, window_start, sum(size) from unnest(${leases.map(({ window }) => window.key)}::text[],
      ${leases.map(({ window }) => new Date(window.start))}::timestamptz[], ${leases.map(({ size }) => size)}::integer[])
      as lease(key, window_start, size) group by 1, 2 order by 1, 2
    on conflict (key, window_start) do update set leased = rate_windows.leased + excluded.leased
    returning key, window_start, leased`.execute(db)
  return new Map(rows.map(({ key, window_start, leased }) => [nameOf({ key, start: window_start.getTime() }), leased]))
}
