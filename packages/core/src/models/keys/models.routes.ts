import type { Api } from '@craveva/contract/api'
import type { ModelProvider } from '@craveva/contract/models'
import type { Selectable } from 'kysely'
import { creditsPer1000 } from '../../billing/prices.ts'
import { detached, type Handlers } from '../../http/handlers.ts'
import { knownModels } from '../known-models.ts'
import { forgetKey, readKeys, setKey } from './provider-keys.service.ts'
import type { ProviderKeyTables } from './provider-keys.tables.ts'

export const modelHandlers: Handlers<Api['models']> = {
  list: detached(async ({ companyModels, principal }) => {
    const catalogue = await companyModels.of(principal.companyId)
    const models = knownModels.map(({ name, contextTokens, outputTokens, tools, json }) => {
      const { model, fallbackReason, ownKey = false } = catalogue.resolve(name)
      return {
        name,
        provider: fallbackReason === null ? model.provider : (catalogue.providerOf(name) ?? 'unknown'),
        available: fallbackReason === null,
        own_key: ownKey,
        context_tokens: contextTokens,
        output_tokens: outputTokens,
        tools,
        json,
        credits_per_1000_tokens: creditsPer1000(name),
      }
    })
    return { models }
  }),
  listKeys: async context => ({ keys: (await readKeys(context)).map(({ provider, row }) => toKey(provider, row)) }),
  setKey: async (context, { params, body }) => {
    const row = await setKey(context, params.provider, body.api_key)
    return { key: toKey(row.provider, row) }
  },
  deleteKey: async (context, { params }) => {
    await forgetKey(context, params.provider)
    return { success: true, message: 'Key forgotten' }
  },
}

const toKey = (provider: ModelProvider, row: Selectable<ProviderKeyTables['provider_keys']> | null) => ({
  provider,
  set: row !== null,
  hint: row?.hint ?? null,
  updated_at: row?.updated_at.toISOString() ?? null,
})
