import type { Generated } from 'kysely'

/** Tables without a company: they hold ids and counts, never content. */
export interface SystemTables {
  /** Finds the company of what is looked up without knowing it; `key` is a public id, a normalised e-mail address or a hash. */
  directory: {
    kind: 'email' | 'agent' | 'session' | 'key' | 'retention' | 'installation'
    key: string
    company_id: string
    id: string
  }
  /** Failed sign-ins by what they were tried against: hashes of an account, a device or a network. */
  sign_in_attempts: {
    key: string
    failures: number
    blocked_until: Date
    last_at: Date
  }
  /** Servers that are alive. */
  servers: {
    server_id: string
    seen_at: Generated<Date>
    /** The id of the master key it seals with. */
    sealing_key: string | null
  }
  /** Turns being worked on, and by which server. */
  turn_leases: {
    execution_id: string
    company_id: string
    server_id: string
    leased_at: Generated<Date>
  }
}
