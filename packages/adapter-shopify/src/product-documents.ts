import type { GoneProducts } from '@craveva/adapter-kit/commerce/gone-products'
import type { DocumentChange } from '@craveva/adapter-kit/connector'
import { z } from 'zod'
import type { AdminApi } from './admin-api.ts'
import { type BulkNeeds, bulkDocuments, isBulkPosition } from './bulk-documents.ts'
import { forSale } from './for-sale.ts'
import { catalogueProduct, toChange } from './product-document.ts'
import { changedProducts, productStates } from './queries.ts'

const page = z.object({
  products: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    nodes: z.array(catalogueProduct),
  }),
})

export interface CatalogueNeeds extends BulkNeeds {
  readonly gone: GoneProducts
}

/**
 * The catalogue as documents, for finding things by what they are. Without `since` everything comes, which tells as well what is gone; with it what
 * has changed, was taken off the shelves, or is gone as a notice said. Everything of a large shop comes as a file that Shopify makes, where it does;
 * otherwise it comes in pages. A position is a place in that file, or Shopify's own cursor.
 */
export async function* productDocuments(
  needs: CatalogueNeeds,
  since: Date | null,
  position: string | null,
): AsyncGenerator<DocumentChange> {
  const { api, gone, signal } = needs
  if (since) yield* deletedProducts(api, gone, signal)
  const isInBulk = since === null && (position === null || isBulkPosition(position))
  if (isInBulk && (yield* bulkDocuments(needs, position))) return
  const query = since ? `updated_at:>"${since.toISOString()}"` : forSale
  let after = position === null || isBulkPosition(position) ? null : position
  do {
    const { products } = page.parse(await api(changedProducts, { query, after }, signal))
    for (const product of products.nodes) yield { ...toChange(product), ...(after === null ? {} : { position: after }) }
    after = products.pageInfo.hasNextPage ? (products.pageInfo.endCursor ?? null) : null
  } while (after !== null)
}

/** A notice is a hint: only what the shop does not know any more is gone. */
async function* deletedProducts(api: AdminApi, gone: GoneProducts, signal: AbortSignal): AsyncGenerator<DocumentChange> {
  const hints = await gone.take()
  for (let start = 0; start < hints.ids.length; start += 50) {
    const ids = hints.ids.slice(start, start + 50)
    const { nodes } = await api(productStates, { ids: ids.map(id => `gid://shopify/Product/${id}`) }, signal)
    const found = z.array(z.looseObject({ status: z.string() }).nullable()).parse(nodes)
    for (const [index, id] of ids.entries()) if (found[index]?.status !== 'ACTIVE') yield { kind: 'deleted', id: `product:${id}` }
  }
  await hints.done()
}
