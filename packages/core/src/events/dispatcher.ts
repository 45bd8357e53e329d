import type { Selectable } from 'kysely'
import type { Logger } from 'pino'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import type { Notifications } from '../db/notifications.ts'
import { claimOutbox, findEvent, type OutboxEntry, removeFromOutbox } from './events.store.ts'
import type { EventTables } from './events.tables.ts'
import { startWorkLoop, type WorkLoop } from './work-loop.ts'

export type RecordedEvent = Selectable<EventTables['events']>

/** Takes an event over, in the transaction `db`; what it begins outside of the database it leaves to work of its own. */
export type EventConsumer = (db: Db, event: RecordedEvent) => Promise<void>

interface Needs {
  readonly pool: Db
  readonly log: Logger
  readonly notifications: Notifications
  readonly consumers: readonly EventConsumer[]
  /** Called when consumers have taken events over. */
  readonly onPassedOn: () => void
}

const atOnce = 50

/** After so many tries it is said aloud that something is wrong with an event; it stays in the outbox, and holds up no other. */
const manyTries = 5

/** Passes events on to all consumers: each exactly once, as the outbox entry goes in the same transaction. */
export function startDispatcher({ pool, log, notifications, consumers, onPassedOn }: Needs): WorkLoop {
  const loop = startWorkLoop(log, 'events', async () => {
    const entries = await claimOutbox(pool, atOnce)
    for (const entry of entries) await passOn(entry)
    if (entries.length > 0) onPassedOn()
    return entries.length === atOnce
  })
  notifications.onAny(({ kind }) => {
    if (kind === 'event') loop.wake()
  })

  async function passOn({ company_id, event_id, tries }: OutboxEntry) {
    try {
      await inCompany(pool, company_id, async db => {
        const event = await findEvent(db, company_id, event_id)
        if (event) for (const consume of consumers) await consume(db, event)
        await removeFromOutbox(db, event_id)
      })
    } catch (error) {
      log[tries < manyTries ? 'warn' : 'error']({ err: error, event_id, tries }, 'an event could not be passed on; it is tried again')
    }
  }
  return loop
}
