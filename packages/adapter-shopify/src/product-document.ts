import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import type { DocumentChange } from '@craveva/adapter-kit/connector'
import { z } from 'zod'
import { shortId } from './shopify-product.ts'

/** A product as readings of the catalogue ask for it. */
export const catalogueProduct = z.object({
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
})
type Product = z.output<typeof catalogueProduct>

/** What is not for sale is gone. */
export const toChange = (product: Product): DocumentChange =>
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
