import type { Role } from '@craveva/contract/operations'
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
    created_at: Generated<Date>
  }
}
