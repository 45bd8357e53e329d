import type { DeliveryStatus } from '@craveva/contract/webhooks'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

export interface WebhookTables {
  webhooks: {
    company_id: string
    webhook_id: string
    url: string
    events: string[]
    description: Generated<string>
    status: Generated<'active' | 'disabled'>
    /** Why it is disabled. */
    status_message: string | null
    /** Sealed; so is the previous one. */
    secret: string
    previous_secret: string | null
    /** Until then messages bear the signature of the previous secret as well. */
    previous_until: Date | null
    /** Since when nothing has arrived. */
    failing_since: Date | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  /** One event on its way to one webhook. */
  webhook_deliveries: {
    company_id: string
    webhook_id: string
    event_id: string
    status: Generated<DeliveryStatus>
    /** All there were, also before it was sent again. */
    attempts: Generated<number>
    next_attempt_at: ColumnType<Date | null, Date | null | undefined, Date | null>
    last_status_code: number | null
    created_at: Generated<Date>
  }
  webhook_attempts: {
    company_id: string
    webhook_id: string
    event_id: string
    attempt: number
    started_at: Date
    duration_ms: number
    request: JSONColumnType<AttemptRequest>
    response: ColumnType<AttemptResponse | null, string | null, never>
    error: string | null
  }
  /** Deliveries that are not done, over all companies; ids and times only. */
  webhook_queue: {
    webhook_id: string
    event_id: string
    company_id: string
    /** When the next attempt is due; of one in flight, when it counts as lost. */
    due_at: Generated<Date>
    /** Attempts since it was last queued. */
    tries: Generated<number>
    in_flight: Generated<boolean>
  }
  /** Webhooks whose receiver let the last attempt wait, over all companies. */
  slow_webhooks: {
    webhook_id: string
    company_id: string
    noted_at: Generated<Date>
  }
}

export interface AttemptRequest {
  readonly url: string
  readonly headers: Record<string, string>
}

export interface AttemptResponse {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string
}
