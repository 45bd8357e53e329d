import type { ModelProvider } from '@craveva/contract/models'
import type { Keys } from '../../crypto/keys.ts'
import { open } from '../../crypto/seal.ts'
import type { Db } from '../../db/database.ts'
import { inCompany } from '../../db/in-company.ts'
import type { Notifications } from '../../db/notifications.ts'
import type { ClosableModel, ModelCatalogue } from '../model-catalogue.ts'
import { listKeys } from './provider-keys.store.ts'

/** The models of a company: those of this server, and those it brings keys of its own for. */
export interface CompanyModels {
  /** Remembered until the keys change, so that a turn does not pay for asking. */
  of(companyId: string): Promise<ModelCatalogue>
  close(): Promise<void>
}

interface Needs {
  readonly pool: Db
  readonly keys: Keys
  readonly models: ModelCatalogue
  readonly notifications: Notifications
}

/** Milliseconds that something may be remembered, should a notification be lost. */
const longestMemory = 30_000
const most = 10_000

interface Known {
  readonly at: number
  readonly catalogue: Promise<ModelCatalogue>
  readonly clients: ClosableModel[]
}

export function createCompanyModels({ pool, keys, models, notifications }: Needs): CompanyModels {
  const known = new Map<string, Known>()
  /** Answers under way go on with the client they have; it is closed when they must be over. */
  const retired = new Set<NodeJS.Timeout>()

  const retire = (clients: readonly ClosableModel[]) => {
    if (clients.length === 0) return
    const timer = setTimeout(() => {
      retired.delete(timer)
      for (const client of clients) void client.close()
    }, 330_000)
    timer.unref()
    retired.add(timer)
  }
  const forget = (companyId: string) => {
    const entry = known.get(companyId)
    known.delete(companyId)
    if (entry)
      void entry.catalogue.then(
        () => retire(entry.clients),
        () => {},
      )
  }
  const forgetAll = () => {
    for (const companyId of [...known.keys()]) forget(companyId)
  }
  notifications.onGap(forgetAll)
  notifications.onAny(({ kind, companyId }) => {
    if (kind === 'keys') forget(companyId)
  })

  async function load(companyId: string, clients: ClosableModel[]) {
    const rows = await inCompany(pool, companyId, db => listKeys(db, companyId))
    if (rows.length === 0) return models
    const own = new Map<ModelProvider, ClosableModel>()
    for (const { provider, secret } of rows) {
      const withKey = models.providers.find(({ id }) => id === provider)?.withKey
      if (!withKey) continue
      const client = withKey(open(keys, { companyId, recordId: `provider ${provider}` }, secret))
      clients.push(client)
      own.set(provider, client)
    }
    return models.withOwnKeys(own)
  }

  return {
    of(companyId) {
      const remembered = known.get(companyId)
      if (remembered && performance.now() - remembered.at < longestMemory) return remembered.catalogue
      forget(companyId)
      if (known.size > most) forgetAll()
      const clients: ClosableModel[] = []
      const catalogue = load(companyId, clients)
      known.set(companyId, { at: performance.now(), catalogue, clients })
      catalogue.catch(() => known.delete(companyId))
      return catalogue
    },
    async close() {
      for (const timer of retired) clearTimeout(timer)
      for (const { catalogue, clients } of known.values()) {
        await catalogue.catch(() => {})
        await Promise.all(clients.map(client => client.close()))
      }
    },
  }
}
