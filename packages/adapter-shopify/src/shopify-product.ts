import type { ShopProduct } from '@craveva/adapter-kit/commerce/shop'
import { z } from 'zod'

const text = z
  .string()
  .nullish()
  .transform(value => value ?? '')

/** A product as the queries ask for it. */
export const adminProduct = z.object({
  id: z.string(),
  title: text,
  description: text,
  onlineStoreUrl: z
    .string()
    .nullish()
    .transform(value => value ?? null),
  publishedInContext: z.boolean().optional(),
  featuredMedia: z.object({ preview: z.object({ image: z.object({ url: z.string() }).nullish() }).nullish() }).nullish(),
  options: z.array(z.object({ name: z.string(), optionValues: z.array(z.object({ name: z.string() })) })),
  variants: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        sku: z.string().nullish(),
        price: z.string(),
        compareAtPrice: z.string().nullish(),
        contextualPricing: z
          .object({
            price: z.object({ amount: z.string(), currencyCode: z.string() }),
            compareAtPrice: z.object({ amount: z.string() }).nullish(),
          })
          .optional(),
        availableForSale: z.boolean(),
        inventoryQuantity: z.number().nullish(),
        inventoryItem: z.object({ tracked: z.boolean() }).nullish(),
        selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })),
      }),
    ),
  }),
})

/** `gid://shopify/Product/5` is `5`. */
export const shortId = (gid: string): string => gid.split('/').at(-1) ?? gid

/** `country`: that of the prices; null for the shop's own market. */
export function toShopProduct(product: z.output<typeof adminProduct>, shopCurrency: string, country: string | null): ShopProduct {
  // A product without options has one made up by Shopify.
  const isPlain = (name: string, values: readonly string[]) => name === 'Title' && values.length === 1 && values[0] === 'Default Title'
  return {
    id: shortId(product.id),
    title: product.title,
    description: product.description,
    url: product.onlineStoreUrl,
    image: product.featuredMedia?.preview?.image?.url ?? null,
    currency: product.variants.nodes[0]?.contextualPricing?.price.currencyCode ?? shopCurrency,
    ...(country === null ? {} : { country }),
    options: product.options
      .map(({ name, optionValues }) => ({ name, values: optionValues.map(value => value.name) }))
      .filter(({ name, values }) => !isPlain(name, values)),
    variants: product.variants.nodes.map(variant => {
      const { contextualPricing: there } = variant
      const price = Number(there?.price.amount ?? variant.price)
      const compareAt = there ? there.compareAtPrice?.amount : variant.compareAtPrice
      const before = compareAt ? Number(compareAt) : null
      return {
        id: shortId(variant.id),
        options: Object.fromEntries(
          variant.selectedOptions.filter(({ name, value }) => !isPlain(name, [value])).map(({ name, value }) => [name, value]),
        ),
        sku: variant.sku || null,
        price,
        compareAtPrice: before !== null && before > price ? before : null,
        available: variant.availableForSale,
        // What is sold beyond the stock is available, and its count says nothing.
        stock: variant.inventoryItem?.tracked && (variant.inventoryQuantity ?? 0) > 0 ? (variant.inventoryQuantity ?? null) : null,
      }
    }),
  }
}
