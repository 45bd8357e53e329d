import type { Db } from '../../db/database.ts'
import { inCompany } from '../../db/in-company.ts'
import { recordEvent } from '../../events/record-event.ts'
import { updateSource } from '../sources.store.ts'
import type { SourceRow } from './source-desk.ts'

export interface Found {
  readonly healthy: boolean
  readonly latencyMs: number | null
  readonly message: string | null
}

/** Milliseconds for which the same finding is not written down again. */
const restMs = 60_000

/**
 * Notes how a source was found. When that changed, its status says so, and webhooks hear of one that began to fail. Never throws: the answer
 * matters more.
 */
export async function recordHealth(pool: Db, source: SourceRow, { healthy, latencyMs, message }: Found, now: number) {
  const { company_id, connection_id, health, checked_at, status } = source
  const same = health?.healthy === healthy && health.message === message && status === (healthy ? 'connected' : 'error')
  if (same && checked_at && now - checked_at.getTime() < restMs) return
  const checkedAt = new Date(now)
  const found = {
    healthy,
    checked_at: checkedAt.toISOString(),
    latency_ms: latencyMs === null ? null : Math.round(latencyMs),
    message,
  }
  const work = inCompany(pool, company_id, async db => {
    const changed = healthy !== (status === 'connected') && status !== 'syncing'
    const state = changed ? { status: healthy ? ('connected' as const) : ('error' as const), status_message: message } : {}
    await updateSource(db, company_id, connection_id, { health: JSON.stringify(found), checked_at: checkedAt, ...state })
    if (changed && !healthy) await recordEvent(db, company_id, 'data_source.failed', { connection_id, status_message: message })
  })
  await work.catch(() => {})
}
