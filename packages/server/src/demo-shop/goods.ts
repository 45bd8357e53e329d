import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { marked } from 'marked'

/** What the demo shops sell, whatever platform they pretend to run on. */
export interface Goods {
  readonly products: readonly Product[]
  readonly orders: readonly Order[]
  readonly policies: readonly { readonly title: string; readonly path: string; readonly html: string }[]
}

export interface Product {
  readonly id: number
  readonly title: string
  /** HTML. */
  readonly description: string
  readonly type: string
  /** Path on the shop's pages. */
  readonly image: string
  readonly options: Readonly<Record<string, readonly string[]>>
  readonly variants: readonly Variant[]
}

export interface Variant {
  readonly id: number
  readonly options: Readonly<Record<string, string>>
  readonly sku: string
  /** In euros. */
  readonly price: number
  readonly compareAtPrice: number | null
  readonly stock: number
}

export interface Order {
  readonly number: string
  readonly customer: Customer
  readonly sent: boolean
  readonly items: readonly { readonly title: string; readonly quantity: number }[]
  readonly total: number
  readonly tracking: { readonly carrier: string; readonly number: string } | null
}

export interface Customer {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly postcode: string
}

const jo = { id: 7, name: 'Jo Kim', email: 'jo.kim@example.com', phone: '+49 170 1234567', postcode: '10115' }
const sam = { id: 8, name: 'Sam Patel', email: 'sam@example.com', phone: '+44 20 7946 0000', postcode: 'SW1A 1AA' }

/** Those whom one can be on the shop's pages. */
export const customers: readonly Customer[] = [jo, sam]

const orders: readonly Order[] = [
  {
    number: '1001',
    customer: jo,
    sent: false,
    items: [
      { title: 'Campfire Enamel Mug', quantity: 2 },
      { title: 'Harbour Blend Coffee', quantity: 1 },
    ],
    total: 41.5,
    tracking: null,
  },
  {
    number: '1002',
    customer: sam,
    sent: true,
    items: [{ title: 'Skipper Rain Jacket', quantity: 1 }],
    total: 179,
    tracking: { carrier: 'DHL', number: '00340434161094042557' },
  },
]

/** Ids of a product and its variants lie within so many. */
const idStep = 100

/** Reads what the demo shop sells and says, from the folder of the demo. */
export async function readGoods(folder: string): Promise<Goods> {
  const rows: Record<string, string>[] = parse(await readFile(join(folder, 'products.csv')), { columns: true, bom: true })
  const products = [...Map.groupBy(rows, row => row.Handle ?? '').values()].flatMap(
    (variants, index) => toProduct((index + 1) * idStep, variants) ?? [],
  )
  const translated = ['returns', 'shipping'].flatMap(name => ['de', 'es', 'fr'].map(language => `${name}.${language}`))
  const policies = await Promise.all(['returns', 'shipping', 'privacy', 'payment', ...translated].map(name => readPolicy(folder, name)))
  return { products, orders, policies }
}

function toProduct(id: number, rows: readonly Record<string, string>[]): Product | null {
  const [first] = rows
  const sold = rows.filter(row => row['Variant Price'])
  if (first?.Status !== 'active' || sold.length === 0) return null
  const names = [first['Option1 Name'] ?? '', first['Option2 Name'] ?? ''].filter(name => name !== '' && name !== 'Title')
  const variants = sold.map((row, index) => ({
    id: sold.length === 1 && names.length === 0 ? id : id + index + 1,
    options: Object.fromEntries(names.map((name, place) => [name, row[`Option${place + 1} Value`] ?? ''])),
    sku: row['Variant SKU'] ?? '',
    price: Number(row['Variant Price']),
    compareAtPrice: row['Variant Compare At Price'] ? Number(row['Variant Compare At Price']) : null,
    stock: Math.max(0, Number(row['Variant Inventory Qty'])),
  }))
  return {
    id,
    title: first.Title ?? '',
    description: first['Body (HTML)'] ?? '',
    type: first.Type ?? '',
    image: (first['Image Src'] ?? '').replace('/demo/', '/'),
    options: Object.fromEntries(names.map(name => [name, [...new Set(variants.map(({ options }) => options[name] ?? ''))]])),
    variants,
  }
}

async function readPolicy(folder: string, name: string) {
  const markdown = (await readFile(join(folder, 'pages', `${name}.md`), 'utf8')).replace(/^---\n[\s\S]*?\n---\n/, '')
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? name
  return { title, path: `/pages/${name}`, html: await marked.parse(markdown.replace(/^# .+$/m, '')) }
}
