import type { ProductVariant } from '../../document.ts'
import type { Columns } from './columns.ts'
import { parsePrice } from './parse-price.ts'
import { finishedProducts, type ProductDraft, parseStock, productDraft, reducedFrom, splitList } from './product-draft.ts'
import type { ProductRows } from './product-rows.ts'

const attributeNumbers = Array.from({ length: 12 }, (_, index) => index + 1)

/**
 * WooCommerce's product export: variations are rows that name their parent by SKU or `id:12`, and may stand before it.
 * Columns: https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema.
 */
export function wooCommerceProducts(columns: Columns): ProductRows | null {
  const isWooCommerce =
    columns.has('Name') && columns.has('Regular price') && columns.has('Type') && columns.has('Parent', 'In stock?', 'Published')
  if (!isWooCommerce) return null
  const drafts = new Map<string, ProductDraft>()
  const ids = new Map<string, string>()
  const variations: { parent: string; row: readonly string[] }[] = []
  return {
    add(row) {
      const parent = columns.cell(row, 'Parent')
      if (parent && /variation/i.test(columns.cell(row, 'Type'))) return void variations.push({ parent, row })
      const handle = columns.cell(row, 'SKU', 'ID', 'Name')
      if (!handle) return
      ids.set(`id:${columns.cell(row, 'ID')}`, handle)
      const draft = describe(handle, columns, row)
      if (!/variable|grouped/i.test(columns.cell(row, 'Type'))) draft.variants.push(variantOf([], columns, row))
      drafts.set(handle, draft)
    },
    products() {
      for (const { parent, row } of variations) {
        const draft = drafts.get(ids.get(parent) ?? parent)
        if (draft) draft.variants.push(variantOf(variationOptions(draft, columns, row), columns, row))
      }
      return finishedProducts(drafts.values())
    },
  }
}

function describe(handle: string, columns: Columns, row: readonly string[]): ProductDraft {
  const cell = (...names: string[]) => columns.cell(row, ...names)
  const categories = splitList(cell('Categories'), /,/)
  const isVariable = /variable/i.test(cell('Type'))
  const attributes = namedAttributes(columns, row)
  const leaf = (category: string | undefined) => category?.split('>').at(-1)?.trim() ?? ''
  return {
    ...productDraft(handle),
    title: cell('Name'),
    description: [cell('Short description'), cell('Description')].filter(Boolean).join('<br>'),
    vendor: cell('Brands', 'Brand'),
    type: leaf(categories[0]),
    tags: [...new Set([...categories.slice(1).map(leaf), ...splitList(cell('Tags'), /,/)])].filter(Boolean),
    image: splitList(cell('Images'), /,\s+/)[0] ?? '',
    url: cell('External URL', 'Permalink'),
    isPublished: !/^(0|-1)$/.test(cell('Published')) && !/^hidden$/i.test(cell('Visibility in catalog')),
    optionNames: isVariable ? Object.keys(attributes) : [],
    attributes: { ...(isVariable ? {} : attributes), ...measures(columns, row) },
  }
}

function variantOf(options: readonly string[], columns: Columns, row: readonly string[]): ProductVariant {
  const cell = (...names: string[]) => columns.cell(row, ...names)
  const regular = parsePrice(cell('Regular price'))?.amount ?? null
  const price = parsePrice(cell('Sale price'))?.amount ?? regular
  const inStock = cell('In stock?')
  const stock = parseStock(cell('Stock'))
  const backorders = /^(1|yes|notify)$/i.test(cell('Backorders allowed?'))
  const available = inStock ? /^(1|yes|true|backorder)$/i.test(inStock) : stock === null ? null : stock > 0 || backorders
  return { sku: cell('SKU') || null, options, price, compareAtPrice: reducedFrom(regular, price), available, stock }
}

function namedAttributes(columns: Columns, row: readonly string[]): Record<string, string> {
  const entries = attributeNumbers.flatMap((number): [string, string][] => {
    const name = columns.cell(row, `Attribute ${number} name`)
    const value = columns.cell(row, `Attribute ${number} value(s)`)
    return name ? [[name, value]] : []
  })
  return Object.fromEntries(entries)
}

function variationOptions(draft: ProductDraft, columns: Columns, row: readonly string[]): string[] {
  const attributes = namedAttributes(columns, row)
  return draft.optionNames.map(name => attributes[name] ?? '')
}

/** `Weight (kg)`, `Length (cm)` and so on. */
function measures(columns: Columns, row: readonly string[]): Record<string, string> {
  const entries = columns.names.flatMap((name, index): [string, string][] => {
    const found = /^(Weight|Length|Width|Height) \(([a-z]{1,4})\)$/i.exec(name)
    const value = row[index]?.trim() ?? ''
    return found && value ? [[found[1] ?? name, `${value} ${found[2] ?? ''}`]] : []
  })
  return Object.fromEntries(entries)
}
