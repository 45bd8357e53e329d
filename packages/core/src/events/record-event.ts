import type { WebhookEventData, WebhookEventType } from '@craveva/contract/webhook-events'
import type { Db } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { insertEventIfHeard } from './events.store.ts'

/** Tells that something happened, in the very transaction of the change: both are there, or neither. Costs one look when nobody listens. */
export async function recordEvent<Type extends WebhookEventType>(db: Db, companyId: string, type: Type, data: WebhookEventData<Type>) {
  await insertEventIfHeard(db, companyId, { id: newId('evt'), type, data })
}
