import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

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

interface Waiting {
  readonly window: Window
  readonly size: number
  readonly resolve: (leased: number) => void
  readonly reject: (error: unknown) => void
}

/** Leases in one statement at the most. */
const mostTogether = 200

/** Counters in the database. What is asked for while a question is under way is asked together in the next one. */
export function createDatabaseBlocks(db: Db): BlockStore {
  const waiting: Waiting[] = []
  let asking = false

  async function ask() {
    if (asking) return
    asking = true
    while (waiting.length > 0) await settle(db, waiting.splice(0, mostTogether))
    asking = false
  }

  return {
    lease: (window, size) =>
      new Promise((resolve, reject) => {
        waiting.push({ window, size, resolve, reject })
        void ask()
      }),
    async forget(before) {
      await db.deleteFrom('rate_windows').where('window_start', '<', new Date(before)).execute()
    },
    async close() {},
  }
}

/** Settles everybody's promise; never throws. */
async function settle(db: Db, together: readonly Waiting[]) {
  const windows = Map.groupBy(together, ({ window: { key, start } }) => `${start} ${key}`)
  try {
    const leased = await leaseAll(
      db,
      [...windows.values()].map(same => ({ ...(same[0]?.window as Window), size: same.reduce((sum, { size }) => sum + size, 0) })),
    )
    for (const [name, same] of windows) {
      // Several who asked for the same window have their blocks one after the other.
      let upTo = leased.get(name) ?? Number.POSITIVE_INFINITY
      for (const { size, resolve } of same.toReversed()) {
        resolve(upTo)
        upTo -= size
      }
    }
  } catch (error) {
    for (const { reject } of together) reject(error)
  }
}

/** How much of each window is handed out then, by its start and key. In one order always, so that servers never wait for each other. */
async function leaseAll(db: Db, leases: readonly (Window & { readonly size: number })[]) {
  const { rows } = await sql<{ key: string; window_start: Date; leased: number }>`
    insert into rate_windows (key, window_start, leased)
    select * from unnest(${leases.map(({ key }) => key)}::text[], ${leases.map(({ start }) => new Date(start))}::timestamptz[],
      ${leases.map(({ size }) => size)}::integer[]) as lease(key, window_start, size) order by 1, 2
    on conflict (key, window_start) do update set leased = rate_windows.leased + excluded.leased
    returning key, window_start, leased`.execute(db)
  return new Map(rows.map(({ key, window_start, leased }) => [`${window_start.getTime()} ${key}`, leased]))
}
