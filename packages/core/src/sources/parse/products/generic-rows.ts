import { cleanLine } from '../text/clean-text.ts'
import type { Columns } from './columns.ts'
import { parsePrice } from './parse-price.ts'
import { finishedProducts, type ProductDraft, parseStock, productDraft, reducedFrom, splitList } from './product-draft.ts'
import type { ProductRows } from './product-rows.ts'

/** What shops, feeds and people call the columns of a list of products; the first ones win. */
const names = {
  title: [
    'title',
    'name',
    'product',
    'product name',
    'product title',
    'item',
    'item name',
    'produkt',
    'produktname',
    'artikel',
    'bezeichnung',
    'artikelname',
    'nom',
    'nom du produit',
    'produit',
    'nombre',
    'producto',
    'nome',
    'prodotto',
    'produto',
    'naam',
    'productnaam',
    'nazwa',
    '商品名',
    '商品名称',
    '产品名称',
    '商品名稱',
    '名称',
  ],
  price: [
    'price',
    'unit price',
    'retail price',
    'regular price',
    'selling price',
    'price eur',
    'price usd',
    'price gbp',
    'preis',
    'verkaufspreis',
    'prix',
    'precio',
    'prezzo',
    'preço',
    'prijs',
    'cena',
    'pris',
    '价格',
    '價格',
    '価格',
    '单价',
    'rrp',
    'msrp',
    'uvp',
  ],
  salePrice: ['sale price', 'special price', 'discount price', 'angebotspreis', 'sonderpreis', 'prix promo', 'precio de oferta'],
  former: ['compare at price', 'compare price', 'old price', 'was', 'list price', 'streichpreis', 'ancien prix'],
  description: [
    'description',
    'body html',
    'product description',
    'long description',
    'details',
    'beschreibung',
    'artikelbeschreibung',
    'descripción',
    'descrizione',
    'descrição',
    'omschrijving',
    'opis',
    '描述',
    '商品描述',
    '説明',
  ],
  summary: ['short description', 'summary', 'kurzbeschreibung', 'subtitle'],
  vendor: ['brand', 'vendor', 'manufacturer', 'marke', 'hersteller', 'marque', 'marca', 'merk', 'märke', '品牌', 'ブランド'],
  type: [
    'product type',
    'type',
    'category',
    'categories',
    'kategorie',
    'catégorie',
    'categoría',
    'categoria',
    'categorie',
    'kategoria',
    'google product category',
    '分类',
    '類別',
    'カテゴリ',
  ],
  tags: ['tags', 'labels', 'keywords', 'schlagworte', 'stichworte'],
  sku: [
    'sku',
    'sku id',
    'article number',
    'item number',
    'product code',
    'part number',
    'artikelnummer',
    'art nr',
    'artnr',
    'référence',
    'referencia',
    'codice',
    'mpn',
    'model',
    '货号',
    '品番',
  ],
  id: ['id', 'handle', 'slug', 'product id', 'gtin', 'ean', 'barcode'],
  group: ['item group id', 'parent sku', 'parent id', 'group id'],
  currency: ['currency', 'currency code', 'währung', 'devise', 'moneda', 'valuta'],
  stock: [
    'stock',
    'quantity',
    'qty',
    'inventory',
    'stock quantity',
    'inventory quantity',
    'lagerbestand',
    'bestand',
    'menge',
    'voorraad',
    'existencias',
    '库存',
    '在庫',
  ],
  availability: ['availability', 'available', 'in stock', 'stock status', 'verfügbarkeit', 'verfügbar', 'disponibilité', 'disponibilidad'],
  image: ['image', 'image link', 'image url', 'image src', 'images', 'picture', 'photo', 'bild', 'bild url'],
  url: ['url', 'link', 'product url', 'permalink', 'page url', 'website'],
  size: ['size', 'größe', 'groesse', 'taille', 'talla', 'taglia', 'tamanho', 'maat', 'rozmiar', '尺码', 'サイズ'],
  color: ['color', 'colour', 'farbe', 'couleur', 'colore', 'cor', 'kleur', 'kolor', '颜色', 'カラー'],
} as const

/**
 * Any other list of products: feeds for price comparison, exports of other shop systems, a merchant's own spreadsheet. It needs a column
 * for the name and one for the price. Rows that share a group id are variants of one product.
 */
export function genericProducts(columns: Columns): ProductRows | null {
  if (!columns.has(...names.title) || !columns.has(...names.price, ...names.salePrice)) return null
  const drafts = new Map<string, ProductDraft>()
  const others = otherColumns(columns)
  return {
    add(row) {
      const title = columns.cell(row, ...names.title)
      if (!title) return
      const handle = columns.cell(row, ...names.group) || uniqueHandle(drafts, columns.cell(row, ...names.sku, ...names.id) || title)
      const draft = drafts.get(handle) ?? describe(handle, columns, row, others)
      drafts.set(handle, draft)
      addVariant(draft, columns, row)
    },
    products: () => finishedProducts([...drafts.values()].map(withoutIdleOptions)),
  }
}

/** Rows that share a name but no group are products of their own. */
const uniqueHandle = (drafts: ReadonlyMap<string, ProductDraft>, wanted: string): string =>
  drafts.has(wanted) ? `${wanted}-${drafts.size + 1}` : wanted

function describe(handle: string, columns: Columns, row: readonly string[], others: readonly number[]): ProductDraft {
  const cell = (of: keyof typeof names) => columns.cell(row, ...names[of])
  const attributes = others.flatMap((index): [string, string][] => {
    const value = cleanLine(row[index] ?? '')
    return value && value.length <= 300 ? [[cleanLine(columns.names[index] ?? ''), value]] : []
  })
  // `on request` is no amount, but worth telling.
  if (cell('price') && !parsePrice(cell('price')))
    attributes.push([columns.names[columns.position(...names.price) ?? -1] ?? 'Price', cell('price')])
  return {
    ...productDraft(handle),
    title: cell('title'),
    description: [cell('summary'), cell('description')].filter(Boolean).join('\n'),
    vendor: cell('vendor'),
    type: cell('type').split('>').at(-1)?.trim() ?? '',
    tags: splitList(cell('tags')),
    currency: parsePrice(cell('price'))?.currency ?? (cell('currency').toUpperCase() || headerCurrency(columns)),
    optionNames: [...optionColumns(columns)].map(position => columns.names[position] ?? ''),
    image: splitList(cell('image'), /[,;|\s]+/)[0] ?? '',
    url: cell('url'),
    attributes: Object.fromEntries(attributes),
  }
}

function addVariant(draft: ProductDraft, columns: Columns, row: readonly string[]): void {
  const cell = (of: keyof typeof names) => columns.cell(row, ...names[of])
  const regular = parsePrice(cell('price'))?.amount ?? null
  const price = parsePrice(cell('salePrice'))?.amount ?? regular
  const former = parsePrice(cell('former'))?.amount ?? regular
  const stock = parseStock(cell('stock'))
  draft.variants.push({
    sku: cell('sku') || null,
    options: [...optionColumns(columns)].map(position => row[position]?.trim() ?? ''),
    price,
    compareAtPrice: reducedFrom(former, price),
    available: availability(cell('availability')) ?? (stock === null ? null : stock > 0),
    stock,
  })
}

function availability(text: string): boolean | null {
  if (
    /^(out[ _-]?of[ _-]?stock|sold out|no|false|0|nein|ausverkauft|nicht (auf lager|verfügbar)|rupture|agotado|non|unavailable|discontinued)/i.test(
      text,
    )
  )
    return false
  if (/^(in[ _-]?stock|available|yes|true|1|ja|auf lager|verfügbar|lieferbar|disponible|en stock|oui|sí|preorder|backorder)/i.test(text))
    return true
  return null
}

const optionColumns = (columns: Columns): Set<number> =>
  new Set([columns.position(...names.size), columns.position(...names.color)].filter(position => position !== null))

/** `Price (EUR)` names the currency for all rows. */
function headerCurrency(columns: Columns): string | null {
  const position = columns.position(...names.price)
  return parsePrice(`1 ${/[(\s]([A-Z]{3}|[€£])\)?$/.exec(columns.names[position ?? -1] ?? '')?.[1] ?? ''}`)?.currency ?? null
}

/** Columns that none of the names above stands for; internal ones are of no use to a customer. */
function otherColumns(columns: Columns): number[] {
  const known = new Set(Object.values(names).flatMap(of => of.map(name => columns.position(name))))
  const internal =
    /(^|[\s_])(cost|einkaufspreis|ek|margin|supplier|lieferant|tax|steuer|seo|meta|internal|created|updated|modified|status|published|visibility|position|sort|wholesale)([\s_]|$)/i
  return columns.names.flatMap((name, index) => (known.has(index) || !name.trim() || internal.test(name) ? [] : [index]))
}

/** Columns for size or colour that this product leaves empty are no choice of it. */
function withoutIdleOptions(draft: ProductDraft): ProductDraft {
  const used = draft.optionNames.map((_, index) => draft.variants.some(variant => variant.options[index]))
  return {
    ...draft,
    optionNames: draft.optionNames.filter((_, index) => used[index]),
    variants: draft.variants.map(variant => ({ ...variant, options: variant.options.filter((_, index) => used[index]) })),
  }
}
