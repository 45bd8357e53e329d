import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import type { AdminApi } from '../admin-api.ts'
import { ownInstallation, setMetafields } from '../queries.ts'

export interface BlockSettings {
  /** The public address of this server. */
  readonly server: string
  readonly agent: string
}

const key = 'block'

/**
 * Tells the theme block where the chat comes from and who answers, in fields of the app's installation that nobody else can write: the merchant
 * types nothing. Written once, and again when something changes.
 */
export async function ensureBlockSettings(api: AdminApi, store: KeyValueStore, { server, agent }: BlockSettings, signal: AbortSignal) {
  const wanted = `${server} ${agent}`
  if ((await store.get(key)) === wanted) return
  const { currentAppInstallation } = (await api(ownInstallation, {}, signal)) as { currentAppInstallation?: { id?: string } }
  const ownerId = currentAppInstallation?.id
  if (!ownerId) return
  const field = (name: string, value: string) => ({ ownerId, namespace: 'craveva', key: name, type: 'single_line_text_field', value })
  const answer = (await api(setMetafields, { metafields: [field('server', server), field('agent', agent)] }, signal)) as {
    metafieldsSet?: { userErrors?: unknown[] }
  }
  if (answer.metafieldsSet?.userErrors?.length === 0) await store.set(key, wanted)
}

/** They went with the installation before, if there was one: they are written anew. */
export const forgetBlockSettings = (store: KeyValueStore) => store.set(key, null)
