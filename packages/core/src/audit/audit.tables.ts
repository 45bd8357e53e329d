import type { ColumnType, Generated } from 'kysely'

export interface AuditTables {
  /** Who changed what; rows are only ever added. */
  audit_entries: {
    company_id: string
    entry_id: string
    /** Slice and operation, for example `agents.update`. */
    action: string
    actor_kind: 'user' | 'key' | 'system'
    /** Id of the user, also when a key of theirs acted. */
    actor_id: string | null
    /** As it was then, as users can be removed. */
    actor_name: string
    key_id: string | null
    /** Ids of what was changed, by the name they have in the path. */
    target: ColumnType<Record<string, string>, string | undefined, never>
    /** Names of the fields that were sent; never their values. */
    changed: Generated<string[]>
    address: Generated<string>
    request_id: Generated<string>
    created_at: Generated<Date>
  }
}
