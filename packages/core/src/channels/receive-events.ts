import type { StoredInboundEvent } from '@craveva/contract/inbound-events'
import type { LeaseContext } from '../context.ts'
import { newId } from '../db/ids.ts'
import { inCompany, inCompanyAtOnce } from '../db/in-company.ts'
import { noteReceipt } from './deliveries.store.ts'
import { receiveStatement } from './inbox.store.ts'

/** A message older than this was held up by an outage: more of them will follow at once, and get one answer. */
const staleMs = 15 * 60_000

interface Handling {
  readonly merge_ms: number
  readonly pause_minutes: number
}

type Needs = Pick<LeaseContext, 'pool' | 'leased' | 'now' | 'inbox'>

/** Stores events in their order, durably, each once: all of them or none. Gives the ids of those that were known before. */
export async function receiveEvents(context: Needs, events: readonly StoredInboundEvent[], handling: Handling): Promise<string[]> {
  const { pool, leased, inbox } = context
  const { companyId } = leased
  const rows = events.flatMap(event => (event.kind === 'receipt' ? [] : [toRow(context, event, handling)]))
  const results = rows.length > 0 ? await inCompanyAtOnce(pool, companyId, rows.map(receiveStatement)) : []
  const isNew = (index: number) => results[index]?.rowCount === 1
  const waits = rows.flatMap(({ waitMs }, index) => (isNew(index) ? [waitMs] : []))
  for (const waitMs of new Set(waits)) inbox.wakeIn(waitMs)
  await noteReceipts(context, events)
  return rows.flatMap(({ event }, index) => (isNew(index) ? [] : [event.event_id]))
}

function toRow({ leased, now }: Needs, event: StoredInboundEvent, { merge_ms, pause_minutes }: Handling) {
  const isMessage = event.kind === 'message' || event.kind === 'edited'
  const isStale = isMessage && Date.parse(event.sent_at) < now() - staleMs
  return {
    ...leased,
    event,
    addressId: newId('addr', now()),
    state: event.kind === 'message' && event.files.length > 0 ? ('files' as const) : ('waiting' as const),
    waitMs: isMessage ? merge_ms * (isStale ? 4 : 1) : 0,
    pauseMinutes: pause_minutes,
  }
}

/** A receipt told twice notes the same twice. */
async function noteReceipts({ pool, leased: { companyId, deploymentId } }: Needs, events: readonly StoredInboundEvent[]) {
  const receipts = events.filter(event => event.kind === 'receipt')
  if (receipts.length === 0) return
  await inCompany(pool, companyId, async db => {
    for (const { message_id, address, state, reason } of receipts)
      await noteReceipt(db, companyId, { of: message_id, at: address, deploymentId, state, reason })
  })
}
