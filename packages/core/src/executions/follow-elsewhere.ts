import type { StreamPart } from '@craveva/contract/stream'
import type { Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import type { Notifications } from '../db/notifications.ts'
import type { TurnResult } from '../engine/turn.ts'
import { findResult, readBatches } from './executions.store.ts'
import type { ExecutionTables } from './executions.tables.ts'

type Execution = Omit<Selectable<ExecutionTables['executions']>, 'record' | 'asked_with'>

/** Milliseconds after which a follower looks for itself, should a notification have been lost. */
const lookAgainAfter = 1000

/** What a follower sees of a turn: its parts, then how it ended. Of a turn that ended before, or elsewhere, parts can be missing. */
export type Seen =
  | { readonly kind: 'part'; readonly index: number; readonly part: StreamPart }
  | { readonly kind: 'ended'; readonly result: TurnResult }

/** Follows a turn through the database: its parts from `index` on, then how it ended. Ends silently when the execution was deleted. */
export async function* followElsewhere(
  { pool, notifications }: { pool: Db; notifications: Notifications },
  companyId: string,
  executionId: string,
  index: number,
  gone: AbortSignal,
): AsyncGenerator<Seen> {
  let news = Promise.withResolvers<void>()
  const stopListening = notifications.on(executionId, () => news.resolve())
  try {
    for (let next = index; !gone.aborted; ) {
      const { execution, batches } = await inCompany(pool, companyId, async db => ({
        // First the state, then the batches: those of an ended turn are gone, those of a running one are complete up to now.
        execution: await findResult(db, companyId, executionId),
        batches: await readBatches(db, companyId, executionId, next),
      }))
      if (!execution) return
      for (const { first_index, parts } of batches) {
        if (first_index > next) break
        for (const part of parts.slice(Math.max(0, next - first_index))) yield { kind: 'part', index: next++, part }
      }
      if (execution.status !== 'running' && execution.status !== 'queued') return yield { kind: 'ended', result: toResult(execution) }
      await Promise.race([news.promise, pause(lookAgainAfter, gone)])
      news = Promise.withResolvers()
    }
  } finally {
    stopListening()
  }
}

const pause = (ms: number, gone: AbortSignal) =>
  new Promise<void>(resolve => {
    const done = () => {
      clearTimeout(timer)
      gone.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    gone.addEventListener('abort', done, { once: true })
  })

const toResult = (execution: Execution): TurnResult => ({
  text: execution.response,
  parts: [],
  steps: [],
  citations: execution.citations,
  usage: { input_tokens: execution.input_tokens, output_tokens: execution.output_tokens },
  finishReason: execution.finish_reason ?? 'error',
  modelUsed: execution.model_used ?? 'none',
  ownKey: false,
  fallbackReason: execution.fallback_reason,
  declined: execution.declined,
  dataSourcesQueried: execution.data_sources_queried,
  error: execution.error,
  elapsedMs: execution.elapsed_ms ?? 0,
})
