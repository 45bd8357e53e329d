import type { GoneProducts } from '@craveva/adapter-kit/commerce/gone-products'
import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import type { DocumentChange } from '@craveva/adapter-kit/connector'
import { z } from 'zod'
import type { AdminApi } from './admin-api.ts'
import { changedProducts, productsByIds } from './queries.ts'
import { shortId } from './shopify-product.ts'

const page = z.object({
  products: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    nodes: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        status: z.string(),
        publishedAt: z.string().nullish(),
        descriptionHtml: z.string().nullish(),
        onlineStoreUrl: z.string().nullish(),
        productType: z.string().nullish(),
        vendor: z.string().nullish(),
        tags: z.array(z.string()),
        updatedAt: z.string(),
        options: z.array(z.object({ name: z.string(), optionValues: z.array(z.object({ name: z.string() })) })),
      }),
    ),
  }),
})
type Product = z.output<typeof page>['products']['nodes'][number]

/**
 * The catalogue as documents, for finding things by what they are. Without `since` everything comes, which tells as well what is gone; with it what
 * has changed, was taken off the shelves, or is gone as a notice said. A position is Shopify's own cursor.
 */
export async function* productDocuments(
  api: AdminApi,
  gone: GoneProducts,
  { since, position, signal }: { readonly since: Date | null; readonly position: string | null; readonly signal: AbortSignal },
): AsyncGenerator<DocumentChange> {
  if (since) yield* deletedProducts(api, gone, signal)
  const query = since ? `updated_at:>"${since.toISOString()}"` : 'status:active AND published_status:published'
  let after = position
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
    const { nodes } = await api(productsByIds, { ids: ids.map(id => `gid://shopify/Product/${id}`) }, signal)
    const found = z.array(z.looseObject({ status: z.string() }).nullable()).parse(nodes)
    for (const [index, id] of ids.entries()) if (found[index]?.status !== 'ACTIVE') yield { kind: 'deleted', id: `product:${id}` }
  }
  await hints.done()
}

const toChange = (product: Product): DocumentChange =>
  product.status === 'ACTIVE' && product.publishedAt ? toDocument(product) : { kind: 'deleted', id: `product:${shortId(product.id)}` }

function toDocument({
  id,
  title,
  descriptionHtml,
  onlineStoreUrl,
  productType,
  vendor,
  tags,
  updatedAt,
  options,
}: Product): DocumentChange {
  const facts = [
    ['Type', productType ?? ''],
    ['Brand', vendor ?? ''],
    ...options
      .filter(({ name }) => name !== 'Title')
      .map(({ name, optionValues }) => [name, optionValues.map(value => value.name).join(', ')]),
    ['Tags', tags.join(', ')],
  ].filter(([, value]) => value !== '')
  return {
    kind: 'changed',
    id: `product:${shortId(id)}`,
    title,
    url: onlineStoreUrl ?? null,
    text: htmlToText(descriptionHtml ?? ''),
    changedAt: new Date(updatedAt),
    product: { id: shortId(id), attributes: Object.fromEntries(facts) },
  }
}
