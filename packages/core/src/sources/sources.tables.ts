import type { QueryParameter } from '@craveva/contract/saved-queries'
import type { SourceAccessInput, SourceHealth } from '@craveva/contract/source-access'
import type { SourceStatus } from '@craveva/contract/sources'
import type { ColumnType, Generated } from 'kysely'
import type { SourceScope, SourceValue } from './connectors/connector.ts'

export interface SourceTables {
  data_sources: {
    company_id: string
    connection_id: string
    source_name: string
    source_type: string
    mode: 'online' | 'offline'
    status: SourceStatus
    status_message: string | null
    connection_config: ColumnType<Record<string, unknown>, string | undefined, string>
    /** What was set of it; the rest is as `accessOf` says. */
    access: ColumnType<SourceAccessInput, string | undefined, string>
    /** Whether the login could change data, as far as was seen. */
    writable: Generated<boolean>
    health: ColumnType<SourceHealth | null, string | null | undefined, string | null>
    /** When it was last asked or probed. */
    checked_at: Date | null
    /** When a copy or a website was last read, and when it is to be read again. */
    synced_at: Date | null
    sync_due_at: Date | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  saved_queries: {
    company_id: string
    query_id: string
    connection_id: string
    /** Also the name of the tool; unique within the company. */
    name: string
    description: string
    query: string
    parameters: ColumnType<QueryParameter[], string, string>
    key: string[]
    audience: 'internal' | 'public'
    across_visitors: boolean
    max_rows: number
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  /** Queries a day (UTC), of sources that have a limit. */
  source_days: {
    company_id: string
    connection_id: string
    day: ColumnType<string, string, never>
    queries: number
  }
  /** What an execution read from a live source, and how to ask for it again. */
  source_reads: {
    company_id: string
    read_id: string
    execution_id: string
    connection_id: string
    /** Tables, or the name of a saved query or an endpoint. */
    location: string
    question: ColumnType<ReadQuestion, string, never>
    rows: ColumnType<ReadRow[], string, never>
    read_at: Date
  }
  documents: {
    company_id: string
    document_id: string
    connection_id: string
    /** File name, or path within an archive; unique within the source. */
    name: string
    status: 'pending' | 'indexed' | 'error'
    status_message: string | null
    /** Bytes. */
    size: number
    /** Where the file store keeps the original; null for what came out of an archive. */
    file_key: string | null
    chunk_count: Generated<number>
    /** Of what came out of a copy or a website: tells whether it changed. */
    content_hash: string | null
    url: string | null
    updated_at: Generated<Date>
  }
}

/** A question as it was asked, values and scope included. */
export interface ReadQuestion {
  readonly text: string
  readonly values: readonly SourceValue[]
  readonly scope: SourceScope
  readonly max_rows: number
  /** Columns that tell its rows apart; empty when their order does. */
  readonly key: readonly string[]
}

/** One row of the answer, as a receipt shows it. */
export interface ReadRow {
  readonly row_key: string
  readonly fields: Readonly<Record<string, string>>
  readonly content_hash: string
}
