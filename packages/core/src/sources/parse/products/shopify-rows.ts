import type { ProductVariant } from '../../document.ts'
import type { Columns } from './columns.ts'
import { draftShelf } from './draft-shelf.ts'
import { parsePrice } from './parse-price.ts'
import { addVariant, type ProductDraft, parseStock, productDraft, reducedFrom, splitList } from './product-draft.ts'
import type { ProductRows } from './product-rows.ts'

/**
 * Shopify's product export: one row per variant or further picture, what belongs to the product only in its first row.
 * Columns: https://help.shopify.com/en/manual/products/import-export/using-csv, both the names used until 2024 and the later ones.
 */
export function shopifyProducts(columns: Columns): ProductRows | null {
  const isShopify =
    columns.has('Handle', 'URL handle') && columns.has('Title') && columns.has('Variant Price', 'Variant SKU', 'Option1 Name')
  if (!isShopify) return null
  const read = shopifyReaders(columns)
  const shelf = draftShelf()
  return {
    add(row) {
      const handle = read.handle(row)
      if (!handle) return []
      const draft = shelf.get(handle) ?? productDraft(handle)
      draft.image ||= read.image(row)
      if (!draft.title && read.title(row)) describe(draft, read, row)
      const variant = variantOf(draft, read, row)
      if (variant) addVariant(draft, variant)
      shelf.put(draft)
      return shelf.overflow()
    },
    rest: () => shelf.rest(),
  }
}

function shopifyReaders(columns: Columns) {
  const { reader } = columns
  return {
    handle: reader('Handle', 'URL handle'),
    title: reader('Title'),
    description: reader('Body (HTML)', 'Body HTML', 'Description'),
    vendor: reader('Vendor'),
    type: reader('Type', 'Custom Product Type', 'Product Category', 'Standard Product Type'),
    tags: reader('Tags'),
    published: reader('Published', 'Published on online store'),
    status: reader('Status'),
    image: reader('Image Src', 'Product image URL', 'Variant Image', 'Variant image URL'),
    optionNames: [1, 2, 3].map(number => reader(`Option${number} Name`)),
    optionValues: [1, 2, 3].map(number => reader(`Option${number} Value`)),
    price: reader('Variant Price', 'Price'),
    compareAtPrice: reader('Variant Compare At Price', 'Compare-at price'),
    sku: reader('Variant SKU', 'SKU'),
    /** null: the export names no tracker; then a quantity that is given is one that is counted. */
    tracker: columns.has(...trackerNames) ? reader(...trackerNames) : null,
    stock: reader('Variant Inventory Qty', 'Inventory quantity'),
    policy: reader('Variant Inventory Policy', 'Continue selling when out of stock'),
    metafields: metafieldReader(columns),
  }
}

const trackerNames = ['Variant Inventory Tracker', 'Inventory tracker']

type Readers = ReturnType<typeof shopifyReaders>

function describe(draft: ProductDraft, read: Readers, row: readonly string[]): void {
  draft.title = read.title(row)
  draft.description = read.description(row)
  draft.vendor = read.vendor(row)
  draft.type = read.type(row).split(' > ').at(-1) ?? ''
  draft.tags = splitList(read.tags(row), /,/)
  draft.isPublished = !/^(false|no|0)$/i.test(read.published(row)) && !/^(draft|archived)$/i.test(read.status(row))
  draft.attributes = read.metafields(row)
  draft.optionNames = read.optionNames.map(name => name(row)).filter(Boolean)
  // A product without choices is exported with the option `Title` and its only value `Default Title`.
  if (draft.optionNames.length === 1 && draft.optionNames[0] === 'Title') draft.optionNames = []
}

/** null: the row only adds a picture. */
function variantOf(draft: ProductDraft, read: Readers, row: readonly string[]): ProductVariant | null {
  const price = parsePrice(read.price(row))?.amount ?? null
  const options = draft.optionNames.map((_, index) => read.optionValues[index]?.(row) ?? '')
  const sku = read.sku(row).replace(/^'/, '') || null
  if (price === null && sku === null && !options.some(Boolean)) return null
  const isTracked = (read.tracker ?? read.stock)(row) !== ''
  const stock = isTracked ? parseStock(read.stock(row)) : null
  const sellsOn = /^(continue|true)$/i.test(read.policy(row))
  const available = stock === null ? (isTracked ? null : true) : stock > 0 || sellsOn
  return { sku, options, price, compareAtPrice: reducedFrom(parsePrice(read.compareAtPrice(row))?.amount ?? null, price), available, stock }
}

/** `Fabric (product.metafields.shopify.fabric)` holds what the merchant tells of the product beyond the fixed columns. */
function metafieldReader({ names }: Columns): (row: readonly string[]) => Record<string, string> {
  const labels = names.flatMap((name, index) => {
    const label = /^(.{1,60}?)\s*\(product\.metafields\.[^)]*\)$/i.exec(name)?.[1]
    return label ? [{ label, index }] : []
  })
  return row => {
    const entries = labels.flatMap(({ label, index }): [string, string][] => {
      const value = row[index]?.trim() ?? ''
      return value && value.length <= 300 && !value.startsWith('gid://') ? [[label, value.replace(/;\s*/g, ', ')]] : []
    })
    return Object.fromEntries(entries)
  }
}
