import { newId } from '../db/ids.ts'
import type { EventConsumer } from './dispatcher.ts'
import { deleteEventsBefore } from './events.store.ts'

const keptDays = 30
/** As many at a time as make no one wait. */
const atOnce = 100

/** With each new event of a company forgets some of its old ones, with their deliveries: more than come in. */
export const forgetOldEvents: EventConsumer = async (db, { company_id, created_at }) => {
  await deleteEventsBefore(db, company_id, newId('evt', created_at.getTime() - keptDays * 86_400_000), atOnce)
}
