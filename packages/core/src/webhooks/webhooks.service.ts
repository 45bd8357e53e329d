import { testEventType } from '@craveva/contract/webhook-events'
import type { CreateWebhookInput, UpdateWebhookInput } from '@craveva/contract/webhooks'
import type { Selectable } from 'kysely'
import type { Context } from '../context.ts'
import { seal } from '../crypto/seal.ts'
import { newId } from '../db/ids.ts'
import { AppError } from '../errors.ts'
import { insertEvent } from '../events/events.service.ts'
import { EgressError } from '../net/egress-error.ts'
import { type DeliveryRange, failPending, findDelivery, insertDelivery, queueAgain } from './deliveries.store.ts'
import { newSecret } from './sign-message.ts'
import { countWebhooks, deleteWebhook, findWebhook, insertWebhook, lockWebhook, replaceSecret, updateWebhook } from './webhooks.store.ts'
import type { WebhookTables } from './webhooks.tables.ts'

export type Webhook = Selectable<WebhookTables['webhooks']>

type Needs = Pick<Context, 'db' | 'principal' | 'keys' | 'egress' | 'now'>

/** As many as one company may have. */
const most = 50
/** Milliseconds that the secret before stays valid. */
const overlap = 24 * 3_600_000

/** Gives the webhook with its secret, which is told this once. Throws INVALID_REQUEST for a URL we would never call. */
export async function createWebhook(context: Needs, { url, events, description }: CreateWebhookInput) {
  const { db, principal, keys, now } = context
  checkUrl(context, url)
  if ((await countWebhooks(db, principal.companyId)) >= most)
    throw new AppError('CONFLICT', `A company has at most ${most} webhooks. Delete one, or let one listen to more events.`)
  const webhook_id = newId('wh', now())
  const secret = newSecret()
  const webhook = await insertWebhook(db, {
    company_id: principal.companyId,
    webhook_id,
    url,
    events: [...new Set(events)],
    description: description ?? '',
    secret: seal(keys, { companyId: principal.companyId, recordId: webhook_id }, secret),
  })
  return { webhook, secret }
}

/** Throws NOT_FOUND. */
export async function getWebhook({ db, principal }: Pick<Needs, 'db' | 'principal'>, webhookId: string): Promise<Webhook> {
  return (await findWebhook(db, principal.companyId, webhookId)) ?? notFound()
}

/** Disabling it drops what is on its way; activating it forgets how long it failed. Throws NOT_FOUND, INVALID_REQUEST. */
export async function changeWebhook(context: Needs, webhookId: string, { url, events, description, status }: UpdateWebhookInput) {
  const { db, principal, now } = context
  if (url !== undefined) checkUrl(context, url)
  const before = (await lockWebhook(db, principal.companyId, webhookId)) ?? notFound()
  const activated = status === 'active' && before.status === 'disabled'
  const disabled = status === 'disabled' && before.status === 'active'
  if (disabled) await failPending(db, principal.companyId, webhookId)
  return updateWebhook(db, principal.companyId, webhookId, {
    ...(url === undefined ? {} : { url }),
    ...(events === undefined ? {} : { events: [...new Set(events)] }),
    ...(description === undefined ? {} : { description: description ?? '' }),
    ...(activated ? { status: 'active', status_message: null, failing_since: null } : {}),
    ...(disabled ? { status: 'disabled', status_message: 'Disabled by your company.' } : {}),
    updated_at: new Date(now()),
  })
}

/** Throws NOT_FOUND. */
export async function removeWebhook(context: Pick<Needs, 'db' | 'principal'>, webhookId: string) {
  await getWebhook(context, webhookId)
  await deleteWebhook(context.db, context.principal.companyId, webhookId)
}

/** Gives a new secret; the one before stays valid for a day, in which messages bear both signatures. Throws NOT_FOUND. */
export async function rotateSecret({ db, principal, keys, now }: Needs, webhookId: string) {
  const secret = newSecret()
  const sealed = seal(keys, { companyId: principal.companyId, recordId: webhookId }, secret)
  const webhook = (await replaceSecret(db, principal.companyId, webhookId, sealed, new Date(now() + overlap))) ?? notFound()
  return { webhook, secret }
}

/** Sends a test message, whatever the webhook listens to. Throws NOT_FOUND, CONFLICT when it is disabled. */
export async function sendTest(context: Needs, webhookId: string) {
  const { db, principal, now } = context
  const webhook = await requireActive(context, webhookId)
  const event = { id: newId('evt', now()), type: testEventType, data: { webhook_id: webhook.webhook_id, message: 'This is a test.' } }
  await insertEvent(db, principal.companyId, event)
  await insertDelivery(db, principal.companyId, webhookId, event.id)
  return getDelivery(context, webhookId, event.id)
}

/** Throws NOT_FOUND. */
export async function getDelivery({ db, principal }: Pick<Needs, 'db' | 'principal'>, webhookId: string, eventId: string) {
  return (await findDelivery(db, principal.companyId, webhookId, eventId)) ?? notFound()
}

/** Sends a delivery again from the start, also one that had arrived. Throws NOT_FOUND, CONFLICT when the webhook is disabled. */
export async function redeliver(context: Needs, webhookId: string, eventId: string) {
  await getDelivery(context, webhookId, eventId)
  await requireActive(context, webhookId)
  await queueAgain(context.db, context.principal.companyId, webhookId, { eventId })
  return getDelivery(context, webhookId, eventId)
}

/** The same for all of a span of time; tells how many. */
export async function redeliverRange(context: Needs, webhookId: string, range: DeliveryRange) {
  await requireActive(context, webhookId)
  if (range.until <= range.since)
    throw new AppError('INVALID_REQUEST', 'The span ends before it begins.', { details: { until: 'must be after since' } })
  return queueAgain(context.db, context.principal.companyId, webhookId, range)
}

async function requireActive({ db, principal }: Pick<Needs, 'db' | 'principal'>, webhookId: string) {
  const webhook = (await lockWebhook(db, principal.companyId, webhookId)) ?? notFound()
  if (webhook.status !== 'active') throw new AppError('CONFLICT', 'This webhook is disabled. Set its status to active first.')
  return webhook
}

function checkUrl({ egress }: Pick<Needs, 'egress'>, url: string) {
  try {
    egress.check(url)
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    throw new AppError('INVALID_REQUEST', error.message, { details: { url: error.message } })
  }
}

function notFound(): never {
  throw new AppError('NOT_FOUND')
}
