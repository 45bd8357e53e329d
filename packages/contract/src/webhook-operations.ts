import type { Method } from './operations.ts'

/** Webhooks of partners. Plain data like all operations; see `operations.ts`. */

const reader = { kind: 'user', role: 'admin', key: 'read' } as const
const writer = { kind: 'user', role: 'admin', key: 'write' } as const

const operation = <const P extends '' | `/${string}`, const M extends Method, const A>(method: M, path: P, summary: string, access: A) => ({
  method,
  path: `/webhooks${path}` as const,
  summary,
  access,
  limit: 'account' as const,
  status: 200 as 200 | 201,
})

export const webhookOperations = {
  list: operation('GET', '', 'List webhooks', reader),
  create: { ...operation('POST', '', 'Create a webhook', writer), status: 201 as 200 | 201 },
  get: operation('GET', '/:webhook_id', 'Get a webhook', reader),
  update: operation('PUT', '/:webhook_id', 'Update a webhook', writer),
  delete: operation('DELETE', '/:webhook_id', 'Delete a webhook', writer),
  rotateSecret: operation('POST', '/:webhook_id/rotate-secret', 'Replace the signing secret', writer),
  test: operation('POST', '/:webhook_id/test', 'Send a test event', writer),
  deliveries: operation('GET', '/:webhook_id/deliveries', 'List what was sent to a webhook', reader),
  delivery: operation('GET', '/:webhook_id/deliveries/:event_id', 'Get a delivery with its attempts', reader),
  redeliver: operation('POST', '/:webhook_id/deliveries/:event_id/redeliver', 'Send a delivery again', writer),
  redeliverRange: operation('POST', '/:webhook_id/redeliver', 'Send the deliveries of a span of time again', writer),
}
