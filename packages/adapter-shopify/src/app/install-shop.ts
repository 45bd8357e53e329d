import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import type { EndingOfInstallation } from '../ending.ts'
import type { StoredToken, Tokens } from '../tokens.ts'
import { forgetBlockSettings } from './block-settings.ts'

export interface InstallShopNeeds {
  readonly store: KeyValueStore
  readonly tokens: Tokens
  readonly ending: EndingOfInstallation
  changed(): void
}

/** Keeps what an installation gives, however it was given: by an approval, or by the app's page in the admin. */
export const installShop =
  ({ store, tokens, ending, changed }: InstallShopNeeds) =>
  async (token: StoredToken) => {
    await tokens.keep(token)
    await ending.undo()
    await forgetBlockSettings(store)
    changed()
  }
