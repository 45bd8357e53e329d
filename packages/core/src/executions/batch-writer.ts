import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { insertBatch } from './executions.store.ts'
import type { LiveTurn } from './live-turn.ts'

/** Milliseconds that a part may be known to this server alone. */
const longestBatch = 250

/** Keeps the parts of a running turn for other servers, until stopped. Says in the end whether there was anything to keep. */
export function writeBatches(pool: Db, companyId: string, executionId: string, turn: LiveTurn) {
  let kept = 0
  let writing: Promise<void> = Promise.resolve()

  async function flush() {
    const parts = turn.parts.slice(kept)
    if (parts.length === 0) return
    const first = kept
    kept += parts.length
    await inCompany(pool, companyId, db => insertBatch(db, companyId, executionId, first, parts)).catch(() => {
      // Followers elsewhere get the whole message at the end; the turn itself must not suffer.
    })
  }

  const timer = setInterval(() => {
    writing = writing.then(flush)
  }, longestBatch)

  return {
    async stop() {
      clearInterval(timer)
      await writing
      return kept > 0
    },
  }
}
