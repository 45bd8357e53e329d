import type { SourceStatus } from '@craveva/contract/sources'
import type { ColumnType, Generated } from 'kysely'

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
    created_at: Generated<Date>
    updated_at: Generated<Date>
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
    updated_at: Generated<Date>
  }
}
