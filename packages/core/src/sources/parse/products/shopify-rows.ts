import type { ProductVariant } from '../../document.ts'
import type { Columns } from './columns.ts'
import { parsePrice } from './parse-price.ts'
import { finishedProducts, type ProductDraft, parseStock, productDraft, reducedFrom, splitList } from './product-draft.ts'
import type { ProductRows } from './product-rows.ts'

const optionNumbers = [1, 2, 3] as const
const trackerNames = ['Variant Inventory Tracker', 'Inventory tracker']

/**
 * Shopify's product export: one row per variant or further picture, what belongs to the product only in its first row.
 * Columns: https://help.shopify.com/en/manual/products/import-export/using-csv, both the names used until 2024 and the later ones.
 */
export function shopifyProducts(columns: Columns): ProductRows | null {
  const isShopify =
    columns.has('Handle', 'URL handle') && columns.has('Title') && columns.has('Variant Price', 'Variant SKU', 'Option1 Name')
  if (!isShopify) return null
  const drafts = new Map<string, ProductDraft>()
  return {
    add(row) {
      const handle = columns.cell(row, 'Handle', 'URL handle')
      if (!handle) return
      const draft = drafts.get(handle) ?? productDraft(handle)
      drafts.set(handle, draft)
      describe(draft, columns, row)
      const variant = variantOf(draft, columns, row)
      if (variant) draft.variants.push(variant)
    },
    products: () => finishedProducts(drafts.values()),
  }
}

function describe(draft: ProductDraft, columns: Columns, row: readonly string[]): void {
  const cell = (...names: string[]) => columns.cell(row, ...names)
  draft.image ||= cell('Image Src', 'Product image URL', 'Variant Image', 'Variant image URL')
  if (draft.title || !cell('Title')) return
  draft.title = cell('Title')
  draft.description = cell('Body (HTML)', 'Body HTML', 'Description')
  draft.vendor = cell('Vendor')
  draft.type = cell('Type', 'Custom Product Type', 'Product Category', 'Standard Product Type').split(' > ').at(-1) ?? ''
  draft.tags = splitList(cell('Tags'), /,/)
  draft.isPublished = !/^(false|no|0)$/i.test(cell('Published', 'Published on online store')) && !/^(draft|archived)$/i.test(cell('Status'))
  draft.attributes = metafields(columns, row)
  draft.optionNames = optionNumbers.map(number => cell(`Option${number} Name`)).filter(Boolean)
  // A product without choices is exported with the option `Title` and its only value `Default Title`.
  if (draft.optionNames.length === 1 && draft.optionNames[0] === 'Title') draft.optionNames = []
}

function variantOf(draft: ProductDraft, columns: Columns, row: readonly string[]): ProductVariant | null {
  const cell = (...names: string[]) => columns.cell(row, ...names)
  const price = parsePrice(cell('Variant Price', 'Price'))?.amount ?? null
  const options = draft.optionNames.map((_, index) => cell(`Option${index + 1} Value`))
  const sku = cell('Variant SKU', 'SKU') || null
  if (price === null && sku === null && !options.some(Boolean)) return null
  // Where the export names no tracker, a quantity that is given is one that is counted.
  const isTracked = columns.has(...trackerNames) ? cell(...trackerNames) !== '' : cell('Variant Inventory Qty', 'Inventory quantity') !== ''
  const stock = isTracked ? parseStock(cell('Variant Inventory Qty', 'Inventory quantity')) : null
  const sellsOn =
    /^continue/i.test(cell('Variant Inventory Policy', 'Continue selling when out of stock')) ||
    /^true$/i.test(cell('Continue selling when out of stock'))
  const available = stock === null ? (isTracked ? null : true) : stock > 0 || sellsOn
  const compareAtPrice = reducedFrom(parsePrice(cell('Variant Compare At Price', 'Compare-at price'))?.amount ?? null, price)
  return { sku: sku?.replace(/^'/, '') ?? null, options, price, compareAtPrice, available, stock }
}

/** `Fabric (product.metafields.shopify.fabric)` holds what the merchant tells of the product beyond the fixed columns. */
function metafields(columns: Columns, row: readonly string[]): Record<string, string> {
  const entries = columns.names.flatMap((name, index): [string, string][] => {
    const label = /^(.{1,60}?)\s*\(product\.metafields\.[^)]*\)$/i.exec(name)?.[1]
    const value = row[index]?.trim() ?? ''
    return label && value && value.length <= 300 && !value.startsWith('gid://') ? [[label, value.replace(/;\s*/g, ', ')]] : []
  })
  return Object.fromEntries(entries)
}
