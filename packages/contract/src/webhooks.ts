import { z } from 'zod'
import { done, id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'
import { webhookEventTypes } from './webhook-events.ts'

export const webhookStatus = z.enum(['active', 'disabled'])
export const deliveryStatus = z.enum(['pending', 'delivered', 'failed'])
export type DeliveryStatus = z.infer<typeof deliveryStatus>

const url = z
  .string()
  .max(2000)
  .refine(value => ['https:', 'http:'].includes(URL.parse(value)?.protocol ?? ''), 'Give a URL that begins with https://')
const events = z.array(z.enum(webhookEventTypes)).min(1, 'Name at least one event').max(50)
const description = z.string().trim().max(500)

const createBody = z.strictObject({ url, events, description: description.optional() })
const updateBody = z.strictObject({
  url: url.optional(),
  events: events.optional(),
  description: description.nullable().optional(),
  status: webhookStatus.optional().meta({ description: '`active` also ends a disabling that we decided on' }),
})
export type CreateWebhookInput = z.infer<typeof createBody>
export type UpdateWebhookInput = z.infer<typeof updateBody>

const webhook = z.object({
  webhook_id: id('wh'),
  url: z.string(),
  events: z.array(z.string()),
  status: webhookStatus,
  status_message: z.string().nullable().meta({ description: 'Why it is disabled' }),
  description: z.string(),
  created_at: time,
  updated_at: time,
})

const secret = z
  .string()
  .meta({ description: 'Signs the messages, see https://www.standardwebhooks.com; shown only now', examples: ['whsec_…'] })

const delivery = z.object({
  event_id: id('evt').meta({ description: 'The `webhook-id` of the message, the same at every attempt' }),
  webhook_id: id('wh'),
  event_type: z.string(),
  status: deliveryStatus,
  attempts: z.number().int(),
  next_attempt_at: time.nullable(),
  last_status_code: z.number().int().nullable(),
  created_at: time,
})

const attempt = z.object({
  attempt: z.number().int(),
  started_at: time,
  duration_ms: z.number().int(),
  request: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }),
  response: z
    .object({
      status: z.number().int(),
      headers: z.record(z.string(), z.string()),
      body: z.string().meta({ description: 'The first 4,096 bytes' }),
    })
    .nullable(),
  error: z.string().nullable().meta({ description: 'Why it failed, and what to do' }),
})

export const webhooksApi = {
  list: endpoint(operations.webhooks.list, {
    query: z.strictObject(paging),
    answer: z.object({ webhooks: z.array(webhook), ...page }),
  }),
  create: endpoint(operations.webhooks.create, { body: createBody, answer: z.object({ webhook: webhook.extend({ secret }) }) }),
  get: endpoint(operations.webhooks.get, { answer: z.object({ webhook }) }),
  update: endpoint(operations.webhooks.update, { body: updateBody, answer: z.object({ webhook }) }),
  delete: endpoint(operations.webhooks.delete, { answer: done }),
  rotateSecret: endpoint(operations.webhooks.rotateSecret, {
    answer: z.object({
      webhook: webhook.extend({
        secret,
        previous_secret_valid_until: time.meta({ description: 'Until then messages bear the signatures of both secrets' }),
      }),
    }),
  }),
  test: endpoint(operations.webhooks.test, { answer: z.object({ delivery }) }),
  deliveries: endpoint(operations.webhooks.deliveries, {
    query: z.strictObject({ ...paging, status: deliveryStatus.optional() }),
    answer: z.object({ deliveries: z.array(delivery), ...page }),
  }),
  delivery: endpoint(operations.webhooks.delivery, {
    answer: z.object({
      delivery: delivery.extend({
        body: z.object({ type: z.string(), timestamp: time, data: z.record(z.string(), z.unknown()) }),
        attempt_log: z.array(attempt).meta({ description: 'Newest first' }),
      }),
    }),
  }),
  redeliver: endpoint(operations.webhooks.redeliver, { answer: z.object({ delivery }) }),
  redeliverRange: endpoint(operations.webhooks.redeliverRange, {
    body: z.strictObject({
      since: time,
      until: time.optional().meta({ description: 'Now unless told' }),
      status: deliveryStatus.exclude(['pending']).default('failed').meta({ description: 'Which deliveries to send again' }),
    }),
    answer: z.object({ redelivered: z.number().int() }),
  }),
}
