import type { PlatformCustomer } from '@craveva/contract/adapters'
import type { StoredInboundEvent } from '@craveva/contract/inbound-events'
import type { MessagePart } from '@craveva/contract/parts'
import type { ColumnType, Generated } from 'kysely'
import type { ReportedTool } from '../deployments/report-status.ts'

export interface ChannelTables {
  /** Keys of adapters, made by the operator. They belong to no company. */
  service_keys: {
    key_id: string
    platform: string
    /** One key for each; a new one of the same name takes its place. */
    name: string
    key_hash: Buffer
    created_at: Generated<Date>
  }
  /** Every deployment, and which process of an adapter looks after it. Kept by the database; it has no company's content. */
  deployment_leases: {
    deployment_id: string
    company_id: string
    platform: string
    /** False while it is paused: then only those adapters look after it that take notices of their platform meanwhile. */
    wanted: boolean
    revision: Generated<number>
    holder: string | null
    lease_hash: Buffer | null
    expires_at: Date
    /** Where the holder takes what platforms send. */
    hook_url: string | null
  }
  /** Processes of adapters that answer for no deployment. */
  front_doors: {
    platform: string
    holder: string
    hook_url: string
    expires_at: Date
  }
  /** Addresses from which something waits to be worked on. */
  inbox_work: {
    address_id: string
    company_id: string
    first_at: Generated<Date>
    due_at: Date
    /** How often it was woken: who works on it sees by this whether something arrived meanwhile. */
    wakes: Generated<number>
  }
  /** A chat on a platform, and the conversation it is. */
  channel_addresses: {
    company_id: string
    address_id: string
    deployment_id: string
    address: string
    conversation_id: string | null
    profile: ColumnType<Record<string, unknown>, string | undefined, string>
    /** While a person writes in the platform's own app. */
    paused_until: Date | null
    blocked: Generated<boolean>
    created_at: Generated<Date>
  }
  inbox_events: {
    company_id: string
    deployment_id: string
    event_id: string
    address_id: string
    seq: Generated<number>
    /** Null once it was worked on: the row then only tells that the event is known. */
    body: ColumnType<StoredInboundEvent | null, string, string | null>
    /** `files`: waits until its files are loaded. */
    state: 'files' | 'waiting' | 'done'
    pause_minutes: Generated<number>
    received_at: Generated<Date>
  }
  inbox_files: {
    company_id: string
    file_id: string
    deployment_id: string
    event_id: string
    index: number
    name: string
    media_type: string
    size: number
    /** Why it could not be loaded; null when it is there, among the files of visitors. */
    problem: string | null
    created_at: Generated<Date>
  }
  /** What is to be delivered over a channel, or was. */
  channel_deliveries: {
    company_id: string
    delivery_id: string
    deployment_id: string
    address_id: string
    seq: Generated<number>
    conversation_id: string | null
    /** Null for what is no message of the conversation, such as a greeting; `parts` then tells it. */
    message_id: string | null
    execution_id: string | null
    parts: ColumnType<MessagePart[] | null, string | null, string | null>
    reply_to: string | null
    state: 'writing' | 'ready' | 'delivered' | 'failed'
    /** What the platform calls that which was sent. */
    message_ids: Generated<string[]>
    attempts: Generated<number>
    reason: string | null
    receipt: 'sent' | 'delivered' | 'read' | 'failed' | null
    /** The transaction of the last change: readers of the feed go on from there. */
    changed_in: Generated<string>
    created_at: Generated<Date>
  }
  /** Small values that an adapter keeps for a deployment, such as how far it has read. */
  channel_values: {
    company_id: string
    deployment_id: string
    key: string
    value: ColumnType<unknown, string, string>
  }
  /** What a platform asked to be done with what is kept, until it is done; one that failed for good stays. */
  holding_orders: {
    company_id: string
    order_id: string
    /** May be deleted meanwhile. */
    deployment_id: string
    platform: string
    what: 'erase_customer' | 'tell_of_customer' | 'erase_documents' | 'erase_everything'
    customer: ColumnType<PlatformCustomer | null, string | null, never>
    /** The source that the deployment had. */
    connection_id: string | null
    failures: Generated<number>
    problem: string | null
    failed_at: Date | null
    asked_at: Generated<Date>
  }
  /** A code that shows that whoever writes in a conversation reads the mail of an address; there is one too for whom nothing is sent. */
  address_codes: {
    company_id: string
    code_id: string
    deployment_id: string
    conversation_id: string
    /** A mark of what the code opens, which tells nothing of it. */
    about: string
    /** Until the mail is sent; null from the beginning where there is nobody to send it to. */
    address: string | null
    /** Null until it is sent. */
    code_hash: string | null
    tries: Generated<number>
    used_at: Date | null
    expires_at: Date
  }
  deployment_health: {
    company_id: string
    deployment_id: string
    sign_in: ColumnType<{ kind: 'qr' | 'code' | 'link'; value: string; expires_at: string | null } | null, string | null, string | null>
    facts: ColumnType<Record<string, string>, string, string>
    tools: ColumnType<readonly ReportedTool[], string, string>
    checked_at: Generated<Date>
  }
}
