import type { ModelProvider } from '@craveva/contract/models'
import type { Generated } from 'kysely'

export interface ProviderKeyTables {
  /** Keys that companies bring for providers of models. */
  provider_keys: {
    company_id: string
    provider: ModelProvider
    /** Sealed. */
    secret: string
    /** Its last characters. */
    hint: string
    updated_at: Generated<Date>
  }
}
