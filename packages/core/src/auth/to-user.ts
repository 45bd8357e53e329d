import type { SignedInUser } from '@craveva/contract/auth'
import type { Selectable } from 'kysely'
import type { AuthTables } from './auth.tables.ts'

export const toUser = (row: Selectable<AuthTables['users']>): SignedInUser => ({
  id: row.user_id,
  email: row.email,
  full_name: row.full_name,
  role: row.role,
  company_id: row.company_id,
  is_verified: row.is_verified,
})
