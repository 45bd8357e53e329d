import type { ProductVariant } from '../../document.ts'
import type { Columns } from './columns.ts'
import { draftShelf } from './draft-shelf.ts'
import { parsePrice } from './parse-price.ts'
import { addVariant, type ProductDraft, parseStock, productDraft, reducedFrom, splitList } from './product-draft.ts'
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
  const read = wooCommerceReaders(columns)
  const shelf = draftShelf()
  const handles = new Map<string, string>()
  const early: { parent: string; row: readonly string[] }[] = []
  const addVariation = (parent: string, row: readonly string[]): boolean => {
    const draft = shelf.get(handles.get(parent) ?? parent)
    if (draft) addVariant(draft, variantOf(variationOptions(draft, read, row), read, row))
    return draft !== undefined
  }
  return {
    add(row) {
      const parent = read.parent(row)
      if (parent && /variation/i.test(read.type(row))) {
        if (!addVariation(parent, row)) early.push({ parent, row })
        return []
      }
      const handle = read.sku(row) || read.id(row) || read.name(row)
      if (!handle) return []
      handles.set(`id:${read.id(row)}`, handle)
      const draft = describe(handle, read, row)
      if (!/variable|grouped/i.test(read.type(row))) addVariant(draft, variantOf([], read, row))
      shelf.put(draft)
      return shelf.overflow()
    },
    rest() {
      for (const { parent, row } of early) addVariation(parent, row)
      return shelf.rest()
    },
  }
}

function wooCommerceReaders({ names, reader }: Columns) {
  return {
    id: reader('ID'),
    type: reader('Type'),
    sku: reader('SKU'),
    name: reader('Name'),
    parent: reader('Parent'),
    published: reader('Published'),
    visibility: reader('Visibility in catalog'),
    summary: reader('Short description'),
    description: reader('Description'),
    categories: reader('Categories'),
    tags: reader('Tags'),
    brand: reader('Brands', 'Brand'),
    images: reader('Images'),
    url: reader('External URL', 'Permalink'),
    regularPrice: reader('Regular price'),
    salePrice: reader('Sale price'),
    inStock: reader('In stock?'),
    stock: reader('Stock'),
    backorders: reader('Backorders allowed?'),
    attributes: attributeNumbers.map(number => ({
      name: reader(`Attribute ${number} name`),
      values: reader(`Attribute ${number} value(s)`),
    })),
    /** `Weight (kg)`, `Length (cm)` and so on. */
    measures: names.flatMap(column => {
      const found = /^(Weight|Length|Width|Height) \(([a-z]{1,4})\)$/i.exec(column)
      return found ? [{ name: found[1] ?? '', unit: found[2] ?? '', value: reader(column) }] : []
    }),
  }
}

type Readers = ReturnType<typeof wooCommerceReaders>

function describe(handle: string, read: Readers, row: readonly string[]): ProductDraft {
  const categories = splitList(read.categories(row), /,/).map(category => category.split('>').at(-1)?.trim() ?? '')
  const isVariable = /variable/i.test(read.type(row))
  const attributes = namedAttributes(read, row)
  const measures = read.measures.flatMap(({ name, unit, value }): [string, string][] =>
    value(row) ? [[name, `${value(row)} ${unit}`]] : [],
  )
  return {
    ...productDraft(handle),
    title: read.name(row),
    description: [read.summary(row), read.description(row)].filter(Boolean).join('<br>'),
    vendor: read.brand(row),
    type: categories[0] ?? '',
    tags: [...new Set([...categories.slice(1), ...splitList(read.tags(row), /,/)])].filter(Boolean),
    image: splitList(read.images(row), /,\s+/)[0] ?? '',
    url: read.url(row),
    isPublished: !/^(0|-1)$/.test(read.published(row)) && !/^hidden$/i.test(read.visibility(row)),
    optionNames: isVariable ? Object.keys(attributes) : [],
    attributes: { ...(isVariable ? {} : attributes), ...Object.fromEntries(measures) },
  }
}

function variantOf(options: readonly string[], read: Readers, row: readonly string[]): ProductVariant {
  const regular = parsePrice(read.regularPrice(row))?.amount ?? null
  const price = parsePrice(read.salePrice(row))?.amount ?? regular
  const inStock = read.inStock(row)
  const stock = parseStock(read.stock(row))
  const sellsOn = /^(1|yes|notify)$/i.test(read.backorders(row))
  const available = inStock ? /^(1|yes|true|backorder)$/i.test(inStock) : stock === null ? null : stock > 0 || sellsOn
  return { sku: read.sku(row) || null, options, price, compareAtPrice: reducedFrom(regular, price), available, stock }
}

const namedAttributes = (read: Readers, row: readonly string[]): Record<string, string> =>
  Object.fromEntries(read.attributes.flatMap(({ name, values }): [string, string][] => (name(row) ? [[name(row), values(row)]] : [])))

function variationOptions(draft: ProductDraft, read: Readers, row: readonly string[]): string[] {
  const attributes = namedAttributes(read, row)
  return draft.optionNames.map(name => attributes[name] ?? '')
}
