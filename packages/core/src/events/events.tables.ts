import type { Generated, JSONColumnType } from 'kysely'

export interface EventTables {
  /** What happened and somebody listens to; passed on through the outbox, kept for 30 days. */
  events: {
    company_id: string
    event_id: string
    type: string
    data: JSONColumnType<Record<string, unknown>>
    created_at: Generated<Date>
  }
  /** Events that have yet to be passed on; filled by the database with the event itself. It has no company's content. */
  outbox: {
    event_id: string
    company_id: string
    /** When it is to be passed on; while somebody does so, when that is given up. */
    due_at: Generated<Date>
    tries: Generated<number>
  }
}
