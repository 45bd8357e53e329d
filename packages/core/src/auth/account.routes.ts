import type { Api } from '@craveva/contract/api'
import type { Selectable } from 'kysely'
import type { Handlers } from '../http/handlers.ts'
import { createApiKey, listApiKeys, removeApiKey } from './api-keys.service.ts'
import { getMe } from './auth.service.ts'
import type { AuthTables } from './auth.tables.ts'
import { toUser } from './to-user.ts'

export const accountHandlers: Handlers<Api['account']> = {
  profile: async context => ({ user: toUser(await getMe(context)) }),
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
