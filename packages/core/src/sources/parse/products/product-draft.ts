import type { ProductRecord, ProductVariant } from '../../document.ts'
import { plainDescription } from './plain-description.ts'

/** A product while its rows come in. */
export interface ProductDraft {
  handle: string
  title: string
  /** HTML or text, as the export has it. */
  description: string
  vendor: string
  type: string
  tags: string[]
  currency: string | null
  optionNames: string[]
  variants: ProductVariant[]
  image: string
  url: string
  attributes: Record<string, string>
  isPublished: boolean
}

export const productDraft = (handle: string): ProductDraft => ({
  handle,
  title: '',
  description: '',
  vendor: '',
  type: '',
  tags: [],
  currency: null,
  optionNames: [],
  variants: [],
  image: '',
  url: '',
  attributes: {},
  isPublished: true,
})

/** Shopify allows 2,048 variants of a product, WooCommerce fewer. */
const mostVariants = 2048

/** Adds a variant, as long as the product is one that a shop can sell. */
export function addVariant(draft: ProductDraft, variant: ProductVariant): void {
  if (draft.variants.length < mostVariants) draft.variants.push(variant)
}

export function finishedProduct(draft: ProductDraft): ProductRecord {
  const all = draft.variants.length ? draft.variants : [emptyVariant]
  // A column for sizes that this product leaves empty is no choice of it.
  const used = draft.optionNames.map((_, index) => all.some(variant => variant.options[index]))
  const variants = all.map(variant => ({ ...variant, options: variant.options.filter((_, index) => used[index]) }))
  const options = draft.optionNames
    .filter((_, index) => used[index])
    .map((name, index) => ({ name, values: [...new Set(variants.map(variant => variant.options[index] ?? '').filter(Boolean))] }))
  return {
    handle: draft.handle,
    title: draft.title || draft.handle,
    description: plainDescription(draft.description),
    vendor: draft.vendor || null,
    type: draft.type || null,
    tags: draft.tags,
    currency: draft.currency,
    options,
    variants,
    image: addressOf(draft.image),
    url: addressOf(draft.url),
    attributes: draft.attributes,
  }
}

/** Absolute, or from the root of the shop's site; file names and ids lead nowhere. */
const addressOf = (text: string): string | null => (/^(https?:\/\/|\/[^/\s])\S+$/i.test(text) ? text : null)

const emptyVariant: ProductVariant = { sku: null, options: [], price: null, compareAtPrice: null, available: null, stock: null }

/** `a, b;c` as its parts. */
export const splitList = (text: string, separator = /[,;|]/): string[] => [
  ...new Set(
    text
      .split(separator)
      .map(part => part.trim())
      .filter(Boolean),
  ),
]

/** The former price, only when it is above the present one. */
export const reducedFrom = (former: string | null, price: string | null): string | null =>
  former !== null && price !== null && Number(former) > Number(price) ? former : null

/** A count of pieces. null: none given. */
export function parseStock(text: string): number | null {
  return /^-?\d{1,9}(\.0+)?$/.test(text) ? Number.parseInt(text, 10) : null
}
