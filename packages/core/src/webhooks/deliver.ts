import type { Services } from '../context.ts'
import { open } from '../crypto/seal.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import { failPending, findDelivery, insertAttempt, type QueuedDelivery, recordAttempt } from './deliveries.store.ts'
import { dequeue, noteSlowness, postpone } from './queue.store.ts'
import { pauseAfter } from './retry-schedule.ts'
import { type Attempt, sendMessage } from './send-message.ts'
import { tellDisabled } from './tell-disabled.ts'
import { findWebhook, lockWebhook, updateWebhook } from './webhooks.store.ts'

type Needs = Pick<Services, 'pool' | 'egress' | 'keys' | 'now' | 'log' | 'jobs' | 'config'>

/** Milliseconds from which on a receiver counts as one that lets us wait. */
const slowMs = 5000

/** Days of nothing but failures after which a webhook is disabled. */
const patienceDays = 5

/**
 * Makes one attempt at a delivery that was claimed, and records it. When this server dies in between, the attempt is made again under the
 * same id.
 */
export async function deliver(needs: Needs, queued: QueuedDelivery, signal: AbortSignal) {
  const { pool, keys, now } = needs
  const { company_id, webhook_id, event_id } = queued
  const found = await inCompany(pool, company_id, async db => {
    const webhook = await findWebhook(db, company_id, webhook_id)
    const delivery = await findDelivery(db, company_id, webhook_id, event_id)
    if (webhook?.status === 'active' && delivery) return { webhook, delivery }
    if (webhook?.status === 'disabled') await failPending(db, company_id, webhook_id)
    else await dequeue(db, queued)
    return null
  })
  if (!found) return
  const { webhook, delivery } = found
  const overlaps = webhook.previous_secret !== null && webhook.previous_until !== null && webhook.previous_until.getTime() > now()
  const sealed = [webhook.secret, ...(overlaps && webhook.previous_secret ? [webhook.previous_secret] : [])]
  const secrets = sealed.map(secret => open(keys, { companyId: company_id, recordId: webhook_id }, secret))
  const message = { id: event_id, type: delivery.type, happenedAt: delivery.happened_at, data: delivery.data }
  const attempt = await sendMessage(needs, webhook.url, secrets, message, signal)
  await inCompany(pool, company_id, db => record(needs, db, queued, webhook.url, attempt))
}

async function record(needs: Needs, db: Db, queued: QueuedDelivery, url: string, attempt: Attempt) {
  const { company_id, webhook_id, event_id } = queued
  // Locked first, as everyone who changes a webhook and its deliveries does.
  const webhook = await lockWebhook(db, company_id, webhook_id)
  if (!webhook) return dequeue(db, queued)
  const arrived = attempt.error === null
  const pause = arrived ? null : pauseAfter(queued.tries, { wish: attempt.wish })
  const number = await recordAttempt(db, company_id, queued, {
    status: arrived ? 'delivered' : pause === null ? 'failed' : 'pending',
    statusCode: attempt.response?.status ?? null,
    nextInSeconds: pause,
  })
  if (number !== null) {
    await insertAttempt(db, {
      ...{ company_id, webhook_id, event_id, attempt: number },
      started_at: attempt.startedAt,
      duration_ms: attempt.durationMs,
      request: JSON.stringify(attempt.request),
      response: attempt.response && JSON.stringify(attempt.response),
      error: attempt.error,
    })
  }
  if (pause === null) await dequeue(db, queued)
  else await postpone(db, queued, pause)
  // An answer from where it went before says nothing of where it goes now.
  if (webhook.url !== url) return
  await noteSlowness(db, queued, attempt.durationMs >= slowMs)
  await judge(needs, db, webhook, attempt)
}

/** Remembers since when nothing arrives, and gives a receiver up that is gone. */
async function judge(
  needs: Needs,
  db: Db,
  webhook: NonNullable<Awaited<ReturnType<typeof lockWebhook>>>,
  { error, response, startedAt }: Attempt,
) {
  const { company_id, webhook_id, failing_since } = webhook
  if (error === null) {
    if (failing_since) await updateWebhook(db, company_id, webhook_id, { failing_since: null })
    return
  }
  const failingDays = (startedAt.getTime() - (failing_since ?? startedAt).getTime()) / 86_400_000
  const reason =
    response?.status === 410
      ? 'Disabled because the receiver answered 410 Gone. Set it to active to begin again.'
      : failingDays >= patienceDays
        ? `Disabled because nothing arrived for ${patienceDays} days. Set it to active when the receiver works again; what failed can be sent again.`
        : null
  if (!failing_since) await updateWebhook(db, company_id, webhook_id, { failing_since: startedAt })
  if (!reason || webhook.status === 'disabled') return
  await updateWebhook(db, company_id, webhook_id, { status: 'disabled', status_message: reason, updated_at: new Date(startedAt) })
  await failPending(db, company_id, webhook_id)
  await tellDisabled(needs, db, webhook, reason)
}
