import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { type Batch, insertBatches } from './executions.store.ts'
import type { LiveTurn } from './live-turn.ts'

/** Milliseconds that a part may be known to this server alone: half of it a turn's parts are left alone, for the other half they wait for the next look. */
const longestBatchMs = 250
const lookEveryMs = longestBatchMs / 2

/** A turn whose parts are kept for other servers. */
interface Kept {
  readonly companyId: string
  readonly executionId: string
  readonly turn: LiveTurn
  readonly since: number
  /** How many of its parts are kept. */
  count: number
}

export interface BatchWriter {
  /** Keeps the parts of a running turn, until stopped, which says whether there was anything to keep. */
  keep(companyId: string, executionId: string, turn: LiveTurn): { stop(): Promise<boolean> }
}

/** Keeps the parts of this server's running turns where other servers find them: all those of a company at once, however many there are. */
export function createBatchWriter(pool: Db): BatchWriter {
  const turns = new Set<Kept>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  const look = () => {
    const latest = performance.now() - lookEveryMs
    const due = [...turns].filter(({ turn, count, since }) => since <= latest && turn.parts.length > count)
    if (due.length > 0) writing = writing.then(() => write(pool, due))
  }

  return {
    keep(companyId, executionId, turn) {
      const kept: Kept = { companyId, executionId, turn, since: performance.now(), count: 0 }
      turns.add(kept)
      timer ??= setInterval(look, lookEveryMs)
      return {
        async stop() {
          turns.delete(kept)
          if (turns.size === 0 && timer) {
            clearInterval(timer)
            timer = null
          }
          await writing
          return kept.count > 0
        },
      }
    },
  }
}

/** What could not be written is part of the next batch; the turns themselves must not suffer. */
async function write(pool: Db, due: readonly Kept[]) {
  const unkept = due.filter(({ turn, count }) => turn.parts.length > count)
  for (const [companyId, ofCompany] of Map.groupBy(unkept, ({ companyId }) => companyId)) {
    const batches = ofCompany.map(
      ({ executionId, turn, count }): Batch => ({ executionId, firstIndex: count, parts: turn.parts.slice(count) }),
    )
    try {
      await inCompany(pool, companyId, db => insertBatches(db, companyId, batches))
      for (const [index, kept] of ofCompany.entries()) kept.count += batches[index]?.parts.length ?? 0
    } catch {}
  }
}
