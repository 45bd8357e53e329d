import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import type { DocumentChange } from '@craveva/adapter-kit/connector'
import { z } from 'zod'
import type { WooApi } from './woo-api.ts'

const text = z.string().catch('')

const restProduct = z.object({
  id: z.number(),
  name: text,
  permalink: text,
  sku: text,
  short_description: text,
  description: text,
  date_modified_gmt: text,
  categories: z.array(z.object({ name: text })).catch([]),
  attributes: z.array(z.object({ name: text, options: z.array(z.string()).catch([]) })).catch([]),
})

const pageSize = 100

/**
 * The catalogue as documents, for finding things by what they are. No prices and no stock: those are read live. Without `since` everything
 * comes, which tells as well what is gone.
 */
export async function* productDocuments(api: WooApi, since: Date | null, signal: AbortSignal): AsyncGenerator<DocumentChange> {
  const changed = since ? { modified_after: since.toISOString(), dates_are_gmt: true } : {}
  for (let page = 1; ; page++) {
    const found = await api.get(
      'products',
      { status: 'publish', per_page: pageSize, page, orderby: 'id', order: 'asc', ...changed },
      signal,
    )
    const rows = Array.isArray(found) ? found : []
    for (const raw of rows) {
      const product = restProduct.safeParse(raw).data
      if (product) yield toDocument(product)
    }
    if (rows.length < pageSize) return
  }
}

const toDocument = ({
  id,
  name,
  permalink,
  sku,
  short_description,
  description,
  date_modified_gmt,
  categories,
  attributes,
}: z.output<typeof restProduct>): DocumentChange => ({
  kind: 'changed',
  id: `product:${id}`,
  title: htmlToText(name),
  url: permalink || null,
  text: [
    htmlToText(short_description),
    htmlToText(description),
    categories.length > 0 ? `Category: ${categories.map(category => htmlToText(category.name)).join(', ')}` : '',
    ...attributes.map(({ name: option, options }) => `${htmlToText(option)}: ${options.map(htmlToText).join(', ')}`),
    sku ? `SKU: ${sku}` : '',
  ]
    .filter(Boolean)
    .join('\n\n'),
  changedAt: date_modified_gmt ? new Date(`${date_modified_gmt}Z`) : new Date(0),
})
