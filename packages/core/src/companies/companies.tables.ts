import type { Role } from '@craveva/contract/operations'
import type { OutletHours, RowFilter } from '@craveva/contract/outlets'
import type { ColumnType, Generated } from 'kysely'

export interface CompanyTables {
  companies: {
    company_id: string
    name: string
    /** Whether its users may work only with a second factor. */
    require_two_factor: Generated<boolean>
    /** Days after which conversations and executions are deleted; null keeps them. */
    retention_days: number | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  invitations: {
    company_id: string
    invitation_id: string
    email: string
    /** The address as it is compared. */
    email_key: string
    role: Role
    invited_by: string
    inviter_name: string
    /** Null until the mail was written. */
    token_hash: Buffer | null
    expires_at: Date
    created_at: Generated<Date>
  }
  outlets: {
    company_id: string
    outlet_id: string
    name: string
    address: Generated<string>
    phone: Generated<string>
    /** IANA name. */
    time_zone: Generated<string>
    hours: ColumnType<OutletHours, string | undefined, string>
    row_filter: ColumnType<RowFilter, string | undefined, string>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
}
