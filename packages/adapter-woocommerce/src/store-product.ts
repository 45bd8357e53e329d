import { htmlToText } from '@craveva/adapter-kit/commerce/html-text'
import type { ShopProduct, ShopVariant } from '@craveva/adapter-kit/commerce/shop'
import { z } from 'zod'

/** A product or variation of the Store API, as far as it is read here. Source: WooCommerce, "Store API: Products". */
export const storeProduct = z.object({
  id: z.number(),
  name: z.string().catch(''),
  type: z.string().catch('simple'),
  permalink: z.string().catch(''),
  sku: z.string().catch(''),
  short_description: z.string().catch(''),
  description: z.string().catch(''),
  /** In minor units: `1250` for 12.50. */
  prices: z.object({
    price: z.string(),
    regular_price: z.string().catch(''),
    currency_code: z.string(),
    currency_minor_unit: z.number().catch(2),
    /** Where its variations cost different amounts. */
    price_range: z.object({ min_amount: z.string(), max_amount: z.string() }).nullish().catch(null),
  }),
  /** Empty where the shop shows no price. */
  price_html: z.string().nullish().catch(null),
  on_sale: z.boolean().catch(false),
  categories: z.array(z.object({ name: z.string() })).catch([]),
  /** The first is the one on cards. `src` is as large as it was uploaded, `srcset` has smaller ones where the shop made some. */
  images: z.array(z.object({ src: z.string(), srcset: z.string().catch('') })).catch([]),
  attributes: z
    .array(
      z.object({
        name: z.string(),
        has_variations: z.boolean().catch(false),
        terms: z.array(z.object({ name: z.string(), slug: z.string().catch('') })).catch([]),
      }),
    )
    .catch([]),
  /** Their values are slugs where the attribute is one of the whole shop, and null where the shopper may choose any. */
  variations: z
    .array(z.object({ id: z.number(), attributes: z.array(z.object({ name: z.string(), value: z.string().nullable() })).catch([]) }))
    .catch([]),
  is_in_stock: z.boolean().catch(false),
  is_on_backorder: z.boolean().catch(false),
  is_purchasable: z.boolean().catch(false),
  is_password_protected: z.boolean().catch(false),
  low_stock_remaining: z.number().nullable().catch(null),
})
export type StoreProduct = z.infer<typeof storeProduct>

/** Whether visitors may see it, and what it costs. */
export const isShown = ({ is_password_protected, is_purchasable, price_html }: StoreProduct) =>
  !is_password_protected && (is_purchasable || price_html !== '')

/** Joins a product with its variations; one without any is its own variant. */
export function toShopProduct(product: StoreProduct, variations: ReadonlyMap<number, StoreProduct>): ShopProduct {
  const options = product.attributes.filter(({ has_variations }) => has_variations)
  const own = product.variations.flatMap(({ id, attributes }) => {
    const variation = variations.get(id)
    return variation ? [toVariant(variation, chosen(options, attributes))] : []
  })
  // A group of products, one that another shop sells, a shop that only shows its goods; or one of whose variations none was read.
  const isOnlyOnPage = !product.is_purchasable || (product.variations.length > 0 && own.length === 0)
  return {
    id: String(product.id),
    title: htmlToText(product.name),
    description: htmlToText(product.short_description || product.description),
    url: product.permalink || null,
    image: pictureOf(product.images),
    currency: product.prices.currency_code,
    options: options.map(({ name, terms }) => ({ name: htmlToText(name), values: terms.map(term => htmlToText(term.name)) })),
    variants: own.length > 0 ? own : [toVariant(product, {})],
    ...(isOnlyOnPage ? { onlyOnPage: true } : {}),
  }
}

/** Sharp on a card of any screen. */
const widthOnCards = 600

/** The smallest that is large enough, else the original. */
function pictureOf([first]: StoreProduct['images']): string | null {
  if (!first) return null
  const sizes = [...first.srcset.matchAll(/(\S+) (\d+)w/g)].map(([, address = '', width]) => ({ address, width: Number(width) }))
  const fitting = sizes.filter(({ width }) => width >= widthOnCards).toSorted((a, b) => a.width - b.width)
  return fitting[0]?.address ?? first.src
}

/** The options of a variation as people read them, without those that are left open. */
function chosen(options: StoreProduct['attributes'], attributes: StoreProduct['variations'][number]['attributes']): Record<string, string> {
  const named = attributes.flatMap(({ name, value }) => {
    const term = options.find(option => option.name === name)?.terms.find(({ slug }) => slug === value)
    return value ? [[htmlToText(name), htmlToText(term?.name ?? value)]] : []
  })
  return Object.fromEntries(named)
}

function toVariant(
  { id, sku, prices, is_in_stock, is_on_backorder, low_stock_remaining }: StoreProduct,
  options: Record<string, string>,
): ShopVariant {
  const amount = (minor: string) => Number(minor) / 10 ** prices.currency_minor_unit
  const price = amount(prices.price)
  const regular = prices.regular_price === '' ? price : amount(prices.regular_price)
  return {
    id: String(id),
    options,
    sku: sku || null,
    price,
    compareAtPrice: regular > price ? regular : null,
    available: is_in_stock,
    // What is ordered once it is bought is there, however many are left.
    stock: is_on_backorder ? null : low_stock_remaining,
  }
}
