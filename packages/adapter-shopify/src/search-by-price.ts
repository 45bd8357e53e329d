import { holdingMost } from '@craveva/adapter-kit/commerce/holding-most'
import { mayComeFirst, orderByPrice } from '@craveva/adapter-kit/commerce/price-order'
import type { ProductQuery, ShopProduct } from '@craveva/adapter-kit/commerce/shop'
import { z } from 'zod'
import { toQuery } from './product-query.ts'
import { priceRanges, priceRangesInCountry } from './queries.ts'
import { readByIds } from './read-by-ids.ts'
import type { ProductReader } from './read-products.ts'
import { shortId } from './shopify-product.ts'

/** Half of the 1000 points that one query may cost, in a country. */
const mostCompared = 100
const mostRead = 20
/** What holds about as many of the words as the best is meant as well; of what it is called, too. */
const nearly = 0.65
const named = 0.7

/**
 * The cheapest or dearest products that fit, in two calls, as Shopify orders nothing by price: what the 100 most fitting cost, and then the first of
 * these, 20 at most, in full. So the cheapest of a search that more than 100 products fit may not be among them. Words are looked for in all of
 * these, whatever they cost; without words, and for no country, Shopify itself keeps to the bounds. Of a product with more variants than are read
 * the others are not known.
 */
export async function searchByPrice(reader: ProductReader, wanted: ProductQuery, signal: AbortSignal): Promise<ShopProduct[]> {
  const { text, country = null, minPrice, maxPrice } = wanted
  const variables = { query: toQuery(wanted, text.trim() === '' && country === null), first: mostCompared }
  const queries = { own: priceRanges, inCountry: priceRangesInCountry }
  const { answer } = await reader.answer(queries, variables, { most: mostCompared, country, signal })
  const found = toCandidates(answer)
  const told = holdingMost(text, found, ({ title, productType, description }) => `${title} ${productType} ${description}`, nearly)
  const meant = holdingMost(text, told, ({ title, productType }) => `${title} ${productType}`, named).filter(
    ({ least, most }) => (minPrice === null || most >= minPrice) && (maxPrice === null || least <= maxPrice),
  )
  const first = mayComeFirst(meant, range => range, wanted).slice(0, mostRead)
  const ids = first.map(({ id }) => shortId(id))
  return orderByPrice(await readByIds(reader, ids, country, signal), wanted)
}

const money = z.object({ amount: z.coerce.number() })
const priceRange = z.object({ minVariantPrice: money, maxVariantPrice: money })
const candidate = z
  .object({
    id: z.string(),
    title: z.string(),
    productType: z.string().catch(''),
    description: z.string().catch(''),
    publishedInContext: z.boolean().optional(),
    priceRangeV2: priceRange.optional(),
    contextualPricing: z.object({ priceRange }).optional(),
  })
  .transform(({ priceRangeV2, contextualPricing, ...product }) => {
    const range = contextualPricing?.priceRange ?? priceRangeV2
    return { ...product, least: range?.minVariantPrice.amount ?? 0, most: range?.maxVariantPrice.amount ?? Number.POSITIVE_INFINITY }
  })
const answered = z.object({ products: z.object({ nodes: z.array(z.unknown()) }) })

const toCandidates = (answer: unknown) =>
  (answered.safeParse(answer).data?.products.nodes ?? [])
    .flatMap(node => candidate.safeParse(node).data ?? [])
    .filter(({ publishedInContext }) => publishedInContext !== false)
