import type { GoneProducts } from '@craveva/adapter-kit/commerce/gone-products'
import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import type { DocumentChange } from '@craveva/adapter-kit/connector'
import { z } from 'zod'
import { TooMuch } from './read-answer.ts'
import type { WooApi } from './woo-api.ts'

const text = z.string().catch('')

/** Prices and stock are not among them: those are read live. */
const fields =
  'id,name,permalink,status,post_password,catalog_visibility,sku,short_description,description,date_modified_gmt,categories,attributes'

const restProduct = z.object({
  id: z.number(),
  name: text,
  permalink: text,
  status: z.string().catch('publish'),
  post_password: text,
  catalog_visibility: z.string().catch('visible'),
  sku: text,
  short_description: text,
  description: text,
  date_modified_gmt: text,
  categories: z.array(z.object({ name: text })).catch([]),
  attributes: z.array(z.object({ name: text, options: z.array(z.string()).catch([]) })).catch([]),
})

type RestProduct = z.output<typeof restProduct>

/** What the merchant keeps out of the shop's own search, or behind a password, the agent does not find either. */
const isFindable = ({ status, post_password, catalog_visibility }: RestProduct) =>
  status === 'publish' && post_password === '' && (catalog_visibility === 'visible' || catalog_visibility === 'search')

/** Fewer at once where descriptions are so long that a shop says too much. */
const pageSizes = [100, 30, 12]
/** Pages share so many: what is taken off the shelves while they are read moves the rest up, and nothing may fall between two pages. */
const overlap = 10

/**
 * The catalogue as documents, for finding things by what they are. Without `since` everything comes, which tells as well what is gone; with it what
 * has changed, was taken off the shelves, or is gone as a notice said; one may come twice. A position is how many come before the page.
 */
export async function* productDocuments(
  api: WooApi,
  gone: GoneProducts,
  { since, position, signal }: { readonly since: Date | null; readonly position: string | null; readonly signal: AbortSignal },
): AsyncGenerator<DocumentChange> {
  if (since) yield* deletedProducts(api, gone, signal)
  const which = since ? { status: 'any', modified_after: since.toISOString(), dates_are_gmt: true } : { status: 'publish' }
  const order = { orderby: 'id', order: 'asc', _fields: fields }
  const sizes = [...pageSizes]
  for (let offset = Number(position ?? 0); ; ) {
    const [pageSize = 1] = sizes
    const found = await api.get('products', { per_page: pageSize, offset, ...order, ...which }, signal).catch(error => {
      if (error instanceof TooMuch && sizes.length > 1) return sizes.shift()
      throw error
    })
    if (typeof found === 'number') continue
    const rows = Array.isArray(found) ? found : []
    for (const raw of rows) {
      const product = restProduct.safeParse(raw).data
      if (product) yield { ...toChange(product), position: String(offset) }
    }
    if (rows.length < pageSize) return
    offset += pageSize - overlap
  }
}

/** A notice is a hint: only what the shop does not know any more is gone. */
async function* deletedProducts(api: WooApi, gone: GoneProducts, signal: AbortSignal): AsyncGenerator<DocumentChange> {
  const hints = await gone.take()
  for (const id of hints.ids) {
    const product = restProduct.safeParse(await api.get(`products/${id}`, {}, signal)).data
    if (!product || !isFindable(product)) yield { kind: 'deleted', id: `product:${id}` }
  }
  await hints.done()
}

const toChange = (product: RestProduct): DocumentChange =>
  isFindable(product) ? toDocument(product) : { kind: 'deleted', id: `product:${product.id}` }

function toDocument({
  id,
  name,
  permalink,
  sku,
  short_description,
  description,
  date_modified_gmt,
  categories,
  attributes,
}: RestProduct): DocumentChange {
  const facts = [
    ['Category', categories.map(category => htmlToText(category.name)).join(', ')],
    ...attributes.map(({ name: option, options }) => [htmlToText(option), options.map(htmlToText).join(', ')]),
    ['SKU', sku],
  ].filter(([, value]) => value !== '')
  return {
    kind: 'changed',
    id: `product:${id}`,
    title: htmlToText(name),
    url: permalink || null,
    text: [htmlToText(short_description), htmlToText(description)].filter(Boolean).join('\n\n'),
    changedAt: date_modified_gmt ? new Date(`${date_modified_gmt}Z`) : new Date(0),
    product: { id: String(id), attributes: Object.fromEntries(facts) },
  }
}
