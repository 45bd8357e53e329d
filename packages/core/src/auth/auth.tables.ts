import type { KeyPermission, Role } from '@craveva/contract/operations'
import type { Generated } from 'kysely'

export interface AuthTables {
  users: {
    company_id: string
    user_id: string
    email: string
    full_name: string
    role: Role
    password_hash: string
    is_verified: Generated<boolean>
    created_at: Generated<Date>
  }
  /** A login: one row per family of refresh tokens, of which only the newest one's hash is kept. */
  sessions: {
    company_id: string
    session_id: string
    user_id: string
    /** How often the token was rotated. */
    generation: Generated<number>
    token_hash: Buffer
    rotated_at: Generated<Date>
    expires_at: Date
    revoked_at: Date | null
    user_agent: Generated<string>
    /** Where the login came from. */
    address: Generated<string>
    created_at: Generated<Date>
  }
  api_keys: {
    company_id: string
    key_id: string
    /** Who made it, and with whose role it acts. */
    user_id: string
    name: string
    /** Its first characters, to tell keys apart by. */
    prefix: string
    key_hash: Buffer
    is_test: boolean
    permissions: KeyPermission[]
    /** CIDRs; none admits every address. */
    allowed_addresses: Generated<string[]>
    expires_at: Date | null
    last_used_at: Date | null
    created_at: Generated<Date>
  }
  /** Proofs that somebody reads a user's mail, good for one use. */
  mail_links: {
    company_id: string
    token_hash: Buffer
    user_id: string
    purpose: 'reset' | 'verify'
    expires_at: Date
    created_at: Generated<Date>
  }
  second_factors: {
    company_id: string
    user_id: string
    sealed_secret: string
    /** Null until a first code proved that the app knows the secret. */
    confirmed_at: Date | null
    /** The time step of the last code that was accepted: each is good once. */
    last_step: Generated<number>
    created_at: Generated<Date>
  }
  recovery_codes: {
    company_id: string
    user_id: string
    code_hash: Buffer
  }
}
