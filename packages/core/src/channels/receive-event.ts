import type { StoredInboundEvent } from '@craveva/contract/adapters'
import type { LeaseContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany, inCompanyAtOnce } from '../db/in-company.ts'
import { noteReceipt } from './deliveries.store.ts'
import { receiveStatement } from './inbox.store.ts'

/** A message older than this was held up by an outage: more of them will follow at once, and get one answer. */
const staleMs = 15 * 60_000

/** Stores an event, durably, once. Gives whether it was known before. */
export async function receiveEvent(
  { pool, leased, now, inbox }: Pick<LeaseContext, 'pool' | 'leased' | 'now' | 'inbox'>,
  event: StoredInboundEvent,
  { merge_ms, pause_minutes }: { merge_ms: number; pause_minutes: number },
): Promise<boolean> {
  const { companyId, deploymentId } = leased
  if (event.kind === 'receipt') {
    const receipt = { of: event.message_id, at: event.address, deploymentId, state: event.state, reason: event.reason }
    await inCompany(pool, companyId, db => noteReceipt(db, companyId, receipt))
    return false
  }
  const isMessage = event.kind === 'message' || event.kind === 'edited'
  const isStale = isMessage && Date.parse(event.sent_at) < now() - staleMs
  const waitMs = isMessage ? merge_ms * (isStale ? 4 : 1) : 0
  const state = event.kind === 'message' && event.files.length > 0 ? 'files' : 'waiting'
  const addressId = newId('addr', now())
  const row = { companyId, deploymentId, addressId, event, state, waitMs, pauseMinutes: pause_minutes } as const
  const [received] = await inCompanyAtOnce(pool, companyId, [receiveStatement(row)])
  const isNew = received?.rowCount === 1
  if (isNew) inbox.wakeIn(waitMs)
  return !isNew
}
