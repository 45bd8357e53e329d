import type { Api } from '@craveva/contract/api'
import type { Selectable } from 'kysely'
import { detached, type Handlers } from '../http/handlers.ts'
import { changeProfile, endSession, getProfile, listOwnSessions } from './account.service.ts'
import { createApiKey, listApiKeys, removeApiKey } from './api-keys.service.ts'
import type { AuthTables } from './auth.tables.ts'
import { changePassword } from './password.service.ts'
import { toUser } from './to-user.ts'
import { beginTwoFactor, confirmTwoFactor, disableTwoFactor, renewRecoveryCodes, twoFactorState } from './two-factor.service.ts'

export const accountHandlers: Handlers<Api['account']> = {
  profile: async context => ({ user: toProfile(await getProfile(context)) }),
  updateProfile: async (context, { body }) => ({ user: toProfile(await changeProfile(context, body)) }),
  changePassword: detached(async (context, { body }) => {
    await changePassword(context, body)
    return { success: true, message: 'Password changed. Other devices are signed out.' }
  }),
  listSessions: async (context, { query }) => {
    const { rows, ...page } = await listOwnSessions(context, query)
    const { principal } = context
    const current = principal.kind === 'user' ? principal.sessionId : null
    return { sessions: rows.map(row => toSession(row, current)), ...page }
  },
  endSession: async (context, { params }) => {
    await endSession(context, params.session_id)
    return { success: true, message: 'Signed out there' }
  },
  getTwoFactor: async ({ db, principal }) => {
    const { enabled, required, recoveryCodesLeft } = await twoFactorState(db, principal)
    return { two_factor: { enabled, required, recovery_codes_left: recoveryCodesLeft } }
  },
  beginTwoFactor: detached((context, { body }) => beginTwoFactor(context, body.password)),
  confirmTwoFactor: detached((context, { body }) => confirmTwoFactor(context, body.code)),
  renewRecoveryCodes: detached((context, { body }) => renewRecoveryCodes(context, body.password, body.code)),
  disableTwoFactor: detached(async (context, { body }) => {
    await disableTwoFactor(context, body.password, body.code)
    return { success: true, message: 'Two-factor sign-in is off' }
  }),
  listKeys: async (context, { query }) => {
    const { rows, ...page } = await listApiKeys(context, query.scope, query)
    return { api_keys: rows.map(toApiKey), ...page }
  },
  createKey: async (context, { body }) => {
    const { row, key } = await createApiKey(context, body)
    return { api_key: { ...toApiKey(row), key } }
  },
  deleteKey: async (context, { params }) => {
    await removeApiKey(context, params.key_id)
    return { success: true, message: 'API key deleted' }
  },
}

const toProfile = ({ user, twoFactorEnabled }: Awaited<ReturnType<typeof getProfile>>) => ({
  ...toUser(user),
  two_factor_enabled: twoFactorEnabled,
  created_at: user.created_at.toISOString(),
})

const toSession = (row: Selectable<AuthTables['sessions']>, current: string | null) => ({
  id: row.session_id,
  current: row.session_id === current,
  user_agent: row.user_agent,
  address: row.address,
  created_at: row.created_at.toISOString(),
  last_used: row.rotated_at.toISOString(),
  expires_at: row.expires_at.toISOString(),
})

const toApiKey = (row: Selectable<AuthTables['api_keys']>) => ({
  id: row.key_id,
  name: row.name,
  prefix: row.prefix,
  permissions: row.permissions,
  test: row.is_test,
  user_id: row.user_id,
  allowed_addresses: row.allowed_addresses,
  expires_at: row.expires_at?.toISOString() ?? null,
  last_used: row.last_used_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
})
