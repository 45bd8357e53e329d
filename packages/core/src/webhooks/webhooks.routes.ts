import type { Api } from '@craveva/contract/api'
import type { Selectable } from 'kysely'
import type { Handlers } from '../http/handlers.ts'
import { listAttempts, listDeliveries } from './deliveries.store.ts'
import { messageBody } from './send-message.ts'
import {
  changeWebhook,
  createWebhook,
  getDelivery,
  getWebhook,
  redeliver,
  redeliverRange,
  removeWebhook,
  rotateSecret,
  sendTest,
  type Webhook,
} from './webhooks.service.ts'
import { listWebhooks } from './webhooks.store.ts'
import type { WebhookTables } from './webhooks.tables.ts'

export const webhookHandlers: Handlers<Api['webhooks']> = {
  list: async ({ db, principal }, { query }) => {
    const { rows, ...page } = await listWebhooks(db, principal.companyId, query)
    return { webhooks: rows.map(toWebhook), ...page }
  },
  create: async (context, { body }) => {
    const { webhook, secret } = await createWebhook(context, body)
    return { webhook: { ...toWebhook(webhook), secret } }
  },
  get: async (context, { params }) => ({ webhook: toWebhook(await getWebhook(context, params.webhook_id)) }),
  update: async (context, { params, body }) => ({ webhook: toWebhook(await changeWebhook(context, params.webhook_id, body)) }),
  delete: async (context, { params }) => {
    await removeWebhook(context, params.webhook_id)
    return { success: true, message: 'Webhook deleted' }
  },
  rotateSecret: async (context, { params }) => {
    const { webhook, secret } = await rotateSecret(context, params.webhook_id)
    const until = webhook.previous_until ?? webhook.updated_at
    return { webhook: { ...toWebhook(webhook), secret, previous_secret_valid_until: until.toISOString() } }
  },
  test: async (context, { params }) => ({ delivery: toDelivery(await sendTest(context, params.webhook_id)) }),
  deliveries: async (context, { params, query }) => {
    await getWebhook(context, params.webhook_id)
    const { rows, ...page } = await listDeliveries(context.db, context.principal.companyId, params.webhook_id, query)
    return { deliveries: rows.map(toDelivery), ...page }
  },
  delivery: async (context, { params }) => {
    const found = await getDelivery(context, params.webhook_id, params.event_id)
    const attempts = await listAttempts(context.db, context.principal.companyId, params.webhook_id, params.event_id)
    const body = messageBody({ id: found.event_id, type: found.type, happenedAt: found.happened_at, data: found.data })
    return { delivery: { ...toDelivery(found), body, attempt_log: attempts.map(toAttempt) } }
  },
  redeliver: async (context, { params }) => ({ delivery: toDelivery(await redeliver(context, params.webhook_id, params.event_id)) }),
  redeliverRange: async (context, { params, body }) => {
    const until = new Date(body.until ?? context.now())
    const redelivered = await redeliverRange(context, params.webhook_id, { since: new Date(body.since), until, status: body.status })
    return { redelivered }
  },
}

const toWebhook = ({ webhook_id, url, events, status, status_message, description, created_at, updated_at }: Webhook) => ({
  webhook_id,
  url,
  events,
  status,
  status_message,
  description,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})

const toDelivery = (row: Selectable<WebhookTables['webhook_deliveries']> & { type: string }) => ({
  event_id: row.event_id,
  webhook_id: row.webhook_id,
  event_type: row.type,
  status: row.status,
  attempts: row.attempts,
  next_attempt_at: row.next_attempt_at?.toISOString() ?? null,
  last_status_code: row.last_status_code,
  created_at: row.created_at.toISOString(),
})

const toAttempt = ({ attempt, started_at, duration_ms, request, response, error }: Selectable<WebhookTables['webhook_attempts']>) => ({
  attempt,
  started_at: started_at.toISOString(),
  duration_ms,
  request,
  response,
  error,
})
