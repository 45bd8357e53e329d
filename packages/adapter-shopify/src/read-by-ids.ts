import type { ShopProduct } from '@craveva/adapter-kit/commerce/shop'
import { z } from 'zod'
import { productsByIds, productsByIdsInCountry } from './queries.ts'
import type { ProductReader } from './read-products.ts'

/** The products with these ids, that are for sale; in the shopper's country where it is given. */
export async function readByIds(
  reader: ProductReader,
  ids: readonly string[],
  country: string | null,
  signal: AbortSignal,
): Promise<readonly ShopProduct[]> {
  const known = ids.filter(id => /^\d{1,20}$/.test(id))
  if (known.length === 0) return []
  const { products } = await reader.products(
    { own: productsByIds, inCountry: productsByIdsInCountry },
    { ids: known.map(id => `gid://shopify/Product/${id}`) },
    { most: known.length, country, signal },
    ({ nodes }) => forSaleNow.safeParse(nodes).data?.filter(node => node?.status === 'ACTIVE' && node.publishedAt),
  )
  return products
}

const forSaleNow = z.array(z.looseObject({ status: z.string(), publishedAt: z.string().nullish() }).nullable())
