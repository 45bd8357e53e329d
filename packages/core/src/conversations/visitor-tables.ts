import { type RawBuilder, sql } from 'kysely'

/** Everything that leads to the rows of one visitor. */
export interface VisitorIds {
  readonly companyId: string
  readonly conversations: readonly string[]
  /** Chats on platforms. */
  readonly addresses: readonly string[]
  readonly leads: readonly string[]
}

export interface VisitorTable {
  readonly name: string
  /** Which of a company's rows are about the visitor. */
  readonly rows: (ids: VisitorIds) => RawBuilder<unknown>
  /** How they go: with what they belong to, by themselves, or also when a conversation goes that is too old. */
  readonly goes: 'along' | 'alone' | 'with-conversations'
  /** Null in an export: what other rows say already, or what is about the merchant. */
  readonly shows: readonly string[] | null
}

const any = (ids: readonly string[]) => sql`any(${[...ids]}::text[])`
const inConversations = ({ conversations }: VisitorIds) => sql`conversation_id = ${any(conversations)}`
const atAddresses = ({ addresses }: VisitorIds) => sql`address_id = ${any(addresses)}`
const eventsAtAddresses = (ids: VisitorIds) =>
  sql`event_id in (select event_id from inbox_events event where event.company_id = ${ids.companyId}
    and event.deployment_id = inbox_files.deployment_id and ${atAddresses(ids)})`
const executions = (ids: VisitorIds) =>
  sql`(select execution_id from executions where company_id = ${ids.companyId} and ${inConversations(ids)})`

/**
 * Every table with rows about visitors. A test compares it with the tables of the database, and another one looks through all of them for what an
 * erased visitor said.
 */
export const visitorTables: readonly VisitorTable[] = [
  { name: 'messages', rows: inConversations, goes: 'along', shows: null },
  { name: 'executions', rows: inConversations, goes: 'along', shows: null },
  { name: 'source_reads', rows: ids => sql`execution_id in ${executions(ids)}`, goes: 'along', shows: null },
  { name: 'address_codes', rows: inConversations, goes: 'along', shows: null },
  { name: 'conversation_summaries', rows: inConversations, goes: 'along', shows: ['conversation_id', 'text', 'updated_at'] },
  { name: 'conversation_notes', rows: inConversations, goes: 'along', shows: ['conversation_id', 'author_name', 'text', 'created_at'] },
  { name: 'ratings', rows: inConversations, goes: 'along', shows: ['conversation_id', 'rating', 'reason', 'created_at'] },
  {
    name: 'visitor_files',
    rows: ids =>
      sql`(${inConversations(ids)} or file_id in (select file_id from inbox_files where company_id = ${ids.companyId} and ${eventsAtAddresses(ids)}))`,
    goes: 'alone',
    shows: ['conversation_id', 'name', 'media_type', 'size', 'content', 'created_at'],
  },
  { name: 'inbox_files', rows: eventsAtAddresses, goes: 'along', shows: null },
  { name: 'inbox_events', rows: atAddresses, goes: 'along', shows: ['event_id', 'body', 'received_at'] },
  { name: 'channel_deliveries', rows: atAddresses, goes: 'along', shows: null },
  { name: 'channel_addresses', rows: atAddresses, goes: 'alone', shows: ['address', 'profile', 'conversation_id', 'created_at'] },
  {
    name: 'unanswered_questions',
    rows: inConversations,
    goes: 'with-conversations',
    shows: ['question', 'conversation_id', 'first_asked_at'],
  },
  { name: 'live_batches', rows: ids => sql`execution_id in ${executions(ids)}`, goes: 'with-conversations', shows: null },
  {
    name: 'events',
    rows: ids => sql`(data->>'conversation_id' = ${any(ids.conversations)} or data->>'lead_id' = ${any(ids.leads)}
      or data->>'execution_id' in ${executions(ids)})`,
    goes: 'with-conversations',
    shows: null,
  },
  { name: 'agent_tests', rows: ids => sql`from_execution_id in ${executions(ids)}`, goes: 'alone', shows: ['name', 'input', 'created_at'] },
  {
    name: 'leads',
    rows: ({ leads }) => sql`lead_id = ${any(leads)}`,
    goes: 'alone',
    shows: ['name', 'email', 'phone', 'message', 'fields', 'consent_text', 'consent_at', 'conversation_id', 'created_at'],
  },
]

/** Tables that name a conversation, an execution or a visitor and are kept, each with the reason. */
export const keptTables: Readonly<Record<string, string>> = {
  conversations: 'go by themselves, and take with them what goes along',
  usage_records: 'what was charged for; names the visitor by a mark that only the server can make, as caps on spending need it',
  visitor_bans: 'keeps the banned out by a hash; what the operator wrote beside it is blanked',
  webhook_deliveries: 'go with their event',
  webhook_attempts: 'go with their delivery',
  audit_entries: 'what members of the company did, by ids alone',
}
