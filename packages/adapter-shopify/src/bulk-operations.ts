import { setTimeout as pause } from 'node:timers/promises'
import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { z } from 'zod'
import type { AdminApi } from './admin-api.ts'
import { forSale } from './for-sale.ts'
import { bulkOperation, bulkProducts, cancelBulkOperation, countProducts, runBulkOperation } from './queries.ts'
import { shortId } from './shopify-product.ts'

export interface BulkOperationNeeds {
  readonly api: AdminApi
  readonly store: KeyValueStore
  readonly signal: AbortSignal
}

/** What an operation made. */
export interface BulkFile {
  readonly url: string
  /** In bytes; null where Shopify does not tell. */
  readonly size: number | null
}

/** Shops with so many products for sale are read in pages. */
const fewProducts = 1000
const minute = 60_000
/** An operation that takes longer is given up. */
const longestMs = 60 * minute
/** Shopify keeps a file for seven days. */
const keptMs = 6 * 24 * 60 * minute
const firstWaitMs = 500
const longestWaitMs = 10_000
/** Looks in a row that may fail. */
const failedLooks = 5

interface Stored {
  readonly id: string
  readonly at: number
}
const key = 'bulk'

/** What an installation had under way means nothing to the next one. */
export const forgetBulkOperation = (store: KeyValueStore): Promise<void> => store.set(key, null)

const counted = z.object({ productsCount: z.object({ count: z.number() }) })
const started = z.object({ bulkOperationRunQuery: z.object({ bulkOperation: z.object({ id: z.string() }).nullish() }) })
const looked = z.object({
  bulkOperation: z
    .object({
      status: z.string(),
      createdAt: z.string(),
      url: z.string().nullish(),
      fileSize: z.union([z.string(), z.number()]).nullish(),
    })
    .nullish(),
})

/** Has Shopify write the catalogue to a file, of which another process takes up what this one began. */
export const bulkOperations = ({ api, store, signal }: BulkOperationNeeds) => ({
  /** Id of the operation that is under way or done, and of a new one in a large shop; null when pages have to do. */
  async find(): Promise<string | null> {
    const stored = await store.get<Stored>(key)
    if (stored && stored.at > Date.now() - keptMs) return stored.id
    const id = await start(api, signal).catch(error => {
      // Whatever else is refused, pages may be allowed.
      if (error instanceof PlatformError && error.kind === 'refused') return null
      throw error
    })
    if (id !== null) await store.set(key, { id, at: Date.now() } satisfies Stored)
    return id
  },

  /** Waits until it is done; null when it comes to nothing. */
  async finished(id: string): Promise<BulkFile | null> {
    let failed = 0
    for (let wait = firstWaitMs; ; wait = Math.min(wait * 1.5, longestWaitMs)) {
      const operation = await look(api, id, signal).catch(error => {
        const mayPass = error instanceof PlatformError && error.kind === 'retryable' && ++failed < failedLooks
        if (mayPass) return 'unknown' as const
        throw error
      })
      if (operation === null) return null
      if (operation !== 'unknown') {
        failed = 0
        if (operation.status === 'COMPLETED') return operation.url ? { url: operation.url, size: toSize(operation.fileSize) } : null
        if (operation.status !== 'CREATED' && operation.status !== 'RUNNING') return null
        if (Date.parse(operation.createdAt) < Date.now() - longestMs) {
          await api(cancelBulkOperation, { id: toGid(id) }, signal).catch(() => {})
          return null
        }
      }
      await pause(wait, undefined, { signal })
    }
  },

  forget: () => forgetBulkOperation(store),
})

/** Null in a small shop, and where Shopify runs none at the moment: an app has five at a time. */
async function start(api: AdminApi, signal: AbortSignal): Promise<string | null> {
  const { productsCount } = counted.parse(await api(countProducts, { query: forSale, limit: fewProducts + 1 }, signal))
  if (productsCount.count <= fewProducts) return null
  const answer = started.parse(await api(runBulkOperation, { query: bulkProducts }, signal))
  const id = answer.bulkOperationRunQuery.bulkOperation?.id
  return id === undefined ? null : shortId(id)
}

const look = async (api: AdminApi, id: string, signal: AbortSignal) =>
  looked.parse(await api(bulkOperation, { id: toGid(id) }, signal)).bulkOperation ?? null

const toGid = (id: string) => `gid://shopify/BulkOperation/${id}`

const toSize = (size: string | number | null | undefined) => (size === null || size === undefined ? null : Number(size))
