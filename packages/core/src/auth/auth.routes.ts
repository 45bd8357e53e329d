import type { Api } from '@craveva/contract/api'
import type { Handlers } from '../http/handlers.ts'
import { getMe, register } from './auth.service.ts'
import { login, loginWithCode } from './login.service.ts'
import { requestLink, resetPassword, verifyEmail } from './password.service.ts'
import { closeSession, refreshSession } from './sessions.service.ts'
import { toUser } from './to-user.ts'

export const authHandlers: Handlers<Api['auth']> = {
  register: async (context, { body }) => {
    const { user, ...tokens } = await register(context, body)
    return { user: toUser(user), ...tokens }
  },
  login: async (context, { body }) => {
    const result = await login(context, body)
    if ('challenge' in result) return { two_factor_required: true, challenge: result.challenge }
    const { user, ...tokens } = result
    return { user: toUser(user), ...tokens }
  },
  loginTwoFactor: async (context, { body }) => {
    const { user, ...tokens } = await loginWithCode(context, body)
    return { user: toUser(user), ...tokens }
  },
  me: async context => ({ user: toUser(await getMe(context)) }),
  refresh: (context, { body }) => refreshSession(context, body.refresh_token),
  logout: async (context, { body }) => {
    await closeSession(context, body.refresh_token)
    return { success: true, message: 'Logged out successfully' }
  },
  forgotPassword: async (context, { body }) => {
    await requestLink(context, 'reset', body.email)
    return { success: true, message: 'Password reset email sent' }
  },
  resetPassword: async (context, { body }) => {
    await resetPassword(context, body)
    return { success: true, message: 'Password reset successfully' }
  },
  verifyEmail: async (context, { body }) => {
    await verifyEmail(context, body.token)
    return { success: true, message: 'Email verified successfully' }
  },
  resendVerification: async (context, { body }) => {
    await requestLink(context, 'verify', body.email)
    return { success: true, message: 'Verification email sent' }
  },
}
