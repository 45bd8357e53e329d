import { setTimeout as pause } from 'node:timers/promises'
import type { DocumentChange } from '@craveva/adapter-kit/connector'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { type BulkOperationNeeds, bulkOperations } from './bulk-operations.ts'
import type { ShopifyFetch } from './library.ts'
import { catalogueProduct, toChange } from './product-document.ts'
import { readLines } from './read-lines.ts'

export interface BulkNeeds extends BulkOperationNeeds {
  readonly fetch: ShopifyFetch
}

/** So often a download is taken up again that brings nothing new. */
const attempts = 3

/** Which operation made the file, and how many bytes of it are read. */
const bulkPosition = /^bulk:(\d{1,20}):(\d{1,15})$/

export const isBulkPosition = (position: string): boolean => bulkPosition.test(position)

/**
 * The whole catalogue, from a file that Shopify makes. False when it makes none or the file is of no use: then what came has to be read in pages, all
 * of it. Source: Shopify, "Perform bulk operations with the GraphQL Admin API".
 */
export async function* bulkDocuments(needs: BulkNeeds, position: string | null): AsyncGenerator<DocumentChange, boolean> {
  const { fetch, signal } = needs
  const operations = bulkOperations(needs)
  const [, known, read = '0'] = bulkPosition.exec(position ?? '') ?? []
  const id = known ?? (await operations.find())
  if (id === null) return false
  let offset = Number(read)
  for (let failures = 0; ; ) {
    const file = await operations.finished(id)
    if (!file) break
    try {
      for await (const { text, end } of readLines(fetch, file, offset, signal)) {
        offset = end
        failures = 0
        yield { ...toChange(catalogueProduct.parse(JSON.parse(text))), position: `bulk:${id}:${offset}` }
      }
      await operations.forget()
      return true
    } catch (error) {
      if (signal.aborted) throw error
      if (!(error instanceof PlatformError) || error.kind === 'refused') break
      if (++failures === attempts) throw error
      await pause(failures * 1000, undefined, { signal })
    }
  }
  await operations.forget()
  return false
}
