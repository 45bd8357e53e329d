import type { Health } from '@craveva/adapter-kit/health'
import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import { forgetBulkOperation } from './bulk-operations.ts'

/** `uninstalled`: by the merchant. `erased`: Shopify had everything of the shop erased, which it asks for two days later. */
type Ending = 'uninstalled' | 'erased'

const key = 'ended'
const installedKey = 'installed'

const messages: Record<Ending, string> = {
  uninstalled:
    'The app was uninstalled in Shopify: the chat has ended, and access and catalogue are gone. Open the link to install it again, or delete this deployment.',
  erased:
    'The app was uninstalled in Shopify, which had everything of the shop erased: access, catalogue, conversations and leads. Open the link to install it again, or delete this deployment.',
}

/** Whether the app was uninstalled since it was installed last. */
export const createEnding = (store: KeyValueStore, signIn: Health['signIn']) => ({
  note: (ending: Ending) => store.set(key, ending),
  /** It is installed again. */
  async undo() {
    await store.set(installedKey, Date.now())
    await forgetBulkOperation(store)
    await store.set(key, null)
  },
  /** Whether a notice from then is about an installation before the last one: it was late, and the app is back. */
  async isOver(at: number) {
    return at < ((await store.get<number>(installedKey)) ?? 0)
  },
  async health(): Promise<Health | null> {
    const ending = await store.get<Ending>(key)
    return ending && { state: 'signed-out', message: messages[ending], signIn: signIn ?? null }
  },
})
export type EndingOfInstallation = ReturnType<typeof createEnding>
