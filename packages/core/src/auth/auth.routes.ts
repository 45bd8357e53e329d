import type { Api } from '@craveva/contract/api'
import type { Handlers } from '../http/handlers.ts'
import { getMe, login, register } from './auth.service.ts'
import { closeSession, refreshSession } from './sessions.service.ts'
import { toUser } from './to-user.ts'

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
