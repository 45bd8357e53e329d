import { sql } from 'kysely'
import { newId } from '../../db/ids.ts'
import { inCompany } from '../../db/in-company.ts'
import { recordEvent } from '../../events/record-event.ts'
import type { TestApp } from '../../testing/create-test-app.ts'
import type { TestClient } from '../../testing/test-client.ts'
import { waitFor } from '../../testing/wait-for.ts'

export interface Outage {
  readonly events: number
  /** How long the receiver is down. */
  readonly hours: number
  /** Switches the receiver on. */
  readonly mend: () => void
  readonly log?: (line: string) => void
}

/** Milliseconds that are waited for a round of deliveries. */
const patience = 600_000

/**
 * Records events for a webhook whose receiver is down, lets the hours pass by a clock of its own, then mends it and lets three days pass.
 * Gives how many were delivered, and how many are listed as failed: together they are all.
 */
export async function surviveOutage(app: TestApp, owner: TestClient, webhookId: string, { events, hours, mend, log }: Outage) {
  const { pool } = app.core.services
  const companyId: string = (await owner.get('/auth/me')).body.user.company_id
  for (let from = 0; from < events; from += 100)
    await inCompany(pool, companyId, async db => {
      for (let n = from; n < Math.min(events, from + 100); n++)
        await recordEvent(db, companyId, 'agent.updated', { agent_id: newId('agent'), name: `Event ${n}`, version: 1, status: 'active' })
    })
  const count = async (status: string): Promise<number> =>
    (await owner.get(`/webhooks/${webhookId}/deliveries?limit=1${status && `&status=${status}`}`)).body.total
  await waitFor(async () => (await count('')) >= events, undefined, patience)
  const idle = () => waitFor(async () => (await busy(app)) === 0, undefined, patience)
  for (let hour = 0; hour < hours + 74; hour += hour < hours ? 1 : 4) {
    if (hour >= hours && hour < hours + 1) mend()
    await idle()
    log?.(`hour ${hour}: ${await count('delivered')} delivered, ${await count('pending')} pending, ${await count('failed')} failed`)
    if ((await count('pending')) === 0) break
    await letHoursPass(app, hour < hours ? 1 : 4)
  }
  return { all: await count(''), delivered: await count('delivered'), failed: await count('failed'), pending: await count('pending') }
}

/** Moves everything that waits for a time so much nearer. */
async function letHoursPass({ core }: TestApp, hours: number) {
  const { pool } = core.services
  await sql`update webhook_queue set due_at = due_at - make_interval(hours => ${hours}) where not in_flight`.execute(pool)
}

/** Deliveries that are due or under way, and events that are not passed on. */
async function busy({ core }: TestApp) {
  const { rows } = await sql<{ busy: number }>`
    select (select count(*) from webhook_queue where in_flight or due_at <= now()) + (select count(*) from outbox) as busy`.execute(
    core.services.pool,
  )
  return rows[0]?.busy ?? 0
}
