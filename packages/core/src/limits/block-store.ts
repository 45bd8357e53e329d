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

export function createDatabaseBlocks(db: Db): BlockStore {
  return {
    async lease({ key, start }, size) {
      const { rows } = await sql<{ leased: number }>`
        insert into rate_windows (key, window_start, leased) values (${key}, ${new Date(start)}, ${size})
        on conflict (key, window_start) do update set leased = rate_windows.leased + excluded.leased
        returning leased`.execute(db)
      return rows[0]?.leased ?? Number.POSITIVE_INFINITY
    },
    async forget(before) {
      await db.deleteFrom('rate_windows').where('window_start', '<', new Date(before)).execute()
    },
    async close() {},
  }
}
