import { cleanLine } from '../text/clean-text.ts'
import type { Columns } from './columns.ts'
import { draftShelf } from './draft-shelf.ts'
import { type ColumnKind, columnNames } from './generic-names.ts'
import { parsePrice } from './parse-price.ts'
import { addVariant, finishedProduct, type ProductDraft, parseStock, productDraft, reducedFrom, splitList } from './product-draft.ts'
import type { ProductRows } from './product-rows.ts'

type Read = Readonly<Record<ColumnKind, (row: readonly string[]) => string>>

interface Table {
  readonly names: readonly string[]
  readonly read: Read
  /** Columns of choices: size and colour. */
  readonly options: readonly number[]
  /** Columns that none of the known names stands for, and that may be of use to a customer. */
  readonly others: readonly number[]
  readonly priceName: string
  /** `Price (EUR)` names the currency for all rows. */
  readonly currency: string | null
}

/**
 * Any other list of products: feeds for price comparison, exports of other shop systems, a merchant's own spreadsheet. It needs a column
 * for the name and one for the price. Rows that share a group id are variants of one product.
 */
export function genericProducts(columns: Columns): ProductRows | null {
  if (!columns.has(...columnNames.title) || !columns.has(...columnNames.price, ...columnNames.salePrice)) return null
  const table = readTable(columns)
  const shelf = draftShelf()
  return {
    add(row) {
      if (!table.read.title(row)) return []
      const group = table.read.group(row)
      const draft =
        (group && shelf.get(group)) || describe(group || table.read.sku(row) || table.read.id(row) || table.read.title(row), table, row)
      addVariant(draft, variantOf(table, row))
      if (!group) return [finishedProduct(draft)]
      shelf.put(draft)
      return shelf.overflow()
    },
    rest: () => shelf.rest(),
  }
}

function readTable(columns: Columns): Table {
  const kinds = Object.keys(columnNames) as ColumnKind[]
  const priceName = columns.names[columns.position(...columnNames.price) ?? -1] ?? 'Price'
  const options = [columns.position(...columnNames.size), columns.position(...columnNames.color)].filter(position => position !== null)
  return {
    names: columns.names,
    read: Object.fromEntries(kinds.map(kind => [kind, columns.reader(...columnNames[kind])])) as Read,
    options: [...new Set(options)],
    others: otherColumns(columns),
    priceName,
    currency: parsePrice(`1 ${/[([\s]([A-Z]{3}|[€£])[)\]]?$/.exec(priceName)?.[1] ?? ''}`)?.currency ?? null,
  }
}

function describe(handle: string, { names, read, options, others, priceName, currency }: Table, row: readonly string[]): ProductDraft {
  const attributes = others.flatMap((index): [string, string][] => {
    const value = cleanLine(row[index] ?? '')
    return value && value.length <= 300 ? [[cleanLine(names[index] ?? ''), value]] : []
  })
  const price = read.price(row)
  // `on request` is no amount, but worth telling.
  if (price && !parsePrice(price)) attributes.push([priceName, price])
  return {
    ...productDraft(handle),
    title: read.title(row),
    description: [read.summary(row), read.description(row)].filter(Boolean).join('\n'),
    vendor: read.vendor(row),
    type: read.type(row).split('>').at(-1)?.trim() ?? '',
    tags: splitList(read.tags(row)),
    currency: parsePrice(price)?.currency ?? (read.currency(row).toUpperCase() || currency),
    optionNames: options.map(position => names[position] ?? ''),
    image: splitList(read.image(row), /[,;|\s]+/)[0] ?? '',
    url: read.url(row),
    attributes: Object.fromEntries(attributes),
  }
}

function variantOf({ read, options }: Table, row: readonly string[]): ProductDraft['variants'][number] {
  const regular = parsePrice(read.price(row))?.amount ?? null
  const price = parsePrice(read.salePrice(row))?.amount ?? regular
  const former = parsePrice(read.former(row))?.amount ?? regular
  const stock = parseStock(read.stock(row))
  return {
    sku: read.sku(row) || null,
    options: options.map(position => row[position]?.trim() ?? ''),
    price,
    compareAtPrice: reducedFrom(former, price),
    available: availability(read.availability(row)) ?? (stock === null ? null : stock > 0),
    stock,
  }
}

const soldOut =
  /^(out[ _-]?of[ _-]?stock|outofstock|sold[ _-]?out|no|n|false|0|nein|ausverkauft|nicht (auf lager|verfügbar|lieferbar)|(en )?rupture( de stock)?|agotado|sin existencias|esaurito|esgotado|uitverkocht|non|unavailable|discontinued)$/i
const inStock =
  /^(in[ _-]?stock|instock|available|yes|y|true|1|ja|auf lager|verfügbar|lieferbar|disponible|disponibile|disponível|en stock|op voorraad|oui|sí|si|sim|pre-?order|back-?order)$/i

const availability = (text: string): boolean | null => (soldOut.test(text) ? false : inStock.test(text) ? true : null)

const internal =
  /(^|[\s_])(cost|einkaufspreis|ek|margin|supplier|lieferant|tax|steuer|seo|meta|internal|created|updated|modified|status|published|visibility|position|sort|wholesale)([\s_]|$)/i

function otherColumns(columns: Columns): number[] {
  const known = new Set(Object.values(columnNames).flatMap(names => names.map(name => columns.position(name))))
  return columns.names.flatMap((name, index) => (known.has(index) || !name.trim() || internal.test(name) ? [] : [index]))
}
