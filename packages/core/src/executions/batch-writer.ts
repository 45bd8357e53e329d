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
    const written = inCompany(pool, companyId, db => insertBatch(db, companyId, executionId, kept, parts))
    // What could not be written is part of the next batch; the turn itself must not suffer.
    await written.then(() => (kept += parts.length)).catch(() => {})
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
