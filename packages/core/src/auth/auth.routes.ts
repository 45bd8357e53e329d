import type { Api } from '@craveva/contract/api'
import type { SignedInUser } from '@craveva/contract/auth'
import type { Selectable } from 'kysely'
import type { Handlers } from '../http/handlers.ts'
import { getMe, login, register } from './auth.service.ts'
import type { AuthTables } from './auth.tables.ts'
import { closeSession, refreshSession } from './sessions.service.ts'

export const authHandlers: Handlers<Api['auth']> = {
  register: async (context, { body }) => {
    const { user, token, refresh_token } = await register(context, body)
    return { user: toUser(user), token, refresh_token }
  },
  login: async (context, { body }) => {
    const { user, token, refresh_token } = await login(context, body)
    return { user: toUser(user), token, refresh_token }
  },
  me: async context => ({ user: toUser(await getMe(context)) }),
  refresh: (context, { body }) => refreshSession(context, body.refresh_token),
  logout: async (context, { body }) => {
    await closeSession(context, body.refresh_token)
    return { success: true, message: 'Logged out successfully' }
  },
}

const toUser = (row: Selectable<AuthTables['users']>): SignedInUser => ({
  id: row.user_id,
  email: row.email,
  full_name: row.full_name,
  role: row.role,
  company_id: row.company_id,
  is_verified: row.is_verified,
})
