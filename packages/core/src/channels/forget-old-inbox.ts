import type { EventConsumer } from '../events/dispatcher.ts'
import { forgetOldInbox as forget } from './inbox.store.ts'

/** With each new event of a company forgets some of the ids by which its adapters' events were known: more than come in. */
export const forgetOldInbox: EventConsumer = async (db, { company_id }) => {
  await forget(db, company_id)
}
