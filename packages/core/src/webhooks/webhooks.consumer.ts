import type { EventConsumer } from '../events/dispatcher.ts'
import { fanOut } from './deliveries.store.ts'

/** Queues an event for every webhook that listens to it. */
export const queueForWebhooks: EventConsumer = async (db, event) => {
  await fanOut(db, event.company_id, event)
}
