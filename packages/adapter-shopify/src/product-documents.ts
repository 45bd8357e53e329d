import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import type { DocumentChange } from '@craveva/adapter-kit/connector'
import { z } from 'zod'
import type { AdminApi } from './admin-api.ts'
import { changedProducts } from './queries.ts'
import { shortId } from './shopify-product.ts'

const page = z.object({
  products: z.object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    nodes: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
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

/** The catalogue as documents, for finding things by what they are. No prices and no stock: those are read live. */
export async function* productDocuments(api: AdminApi, since: Date | null, signal: AbortSignal): AsyncGenerator<DocumentChange> {
  const query = ['status:active', 'published_status:published', ...(since ? [`updated_at:>"${since.toISOString()}"`] : [])].join(' AND ')
  let after: string | null = null
  do {
    const { products } = page.parse(await api(changedProducts, { query, after }, signal))
    for (const product of products.nodes) yield toDocument(product)
    after = products.pageInfo.hasNextPage ? (products.pageInfo.endCursor ?? null) : null
  } while (after !== null)
}

const toDocument = ({
  id,
  title,
  descriptionHtml,
  onlineStoreUrl,
  productType,
  vendor,
  tags,
  updatedAt,
  options,
}: Product): DocumentChange => ({
  kind: 'changed',
  id: `product:${shortId(id)}`,
  title,
  url: onlineStoreUrl ?? null,
  text: [
    htmlToText(descriptionHtml ?? ''),
    productType ? `Type: ${productType}` : '',
    vendor ? `Brand: ${vendor}` : '',
    ...options
      .filter(({ name }) => name !== 'Title')
      .map(({ name, optionValues }) => `${name}: ${optionValues.map(value => value.name).join(', ')}`),
    tags.length > 0 ? `Tags: ${tags.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join('\n\n'),
  changedAt: new Date(updatedAt),
})
