import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'

/** What the shop's page shows of a product. */
export interface ShopProduct {
  readonly handle: string
  readonly title: string
  /** The lowest price of its variants. */
  readonly price: number
  readonly compare_at_price: number | null
  readonly currency: 'EUR'
  readonly image: string
  readonly type: string
  readonly available: boolean
  readonly price_varies: boolean
}

/** Reads an export of products, in which the first row of a handle describes it and every row is a variant. */
export async function readProducts(path: string): Promise<ShopProduct[]> {
  const rows: Record<string, string>[] = parse(await readFile(path), { columns: true, bom: true })
  const byHandle = Map.groupBy(rows, row => row.Handle ?? '')
  return [...byHandle].flatMap(([handle, variants]) => toProduct(handle, variants) ?? [])
}

function toProduct(handle: string, variants: Record<string, string>[]): ShopProduct | null {
  const [first] = variants
  const sellable = variants
    .filter(variant => variant['Variant Price'])
    .toSorted((a, b) => Number(a['Variant Price']) - Number(b['Variant Price']))
  const [cheapest] = sellable
  if (!first || !cheapest || first.Status !== 'active') return null
  return {
    handle,
    title: first.Title ?? handle,
    price: Number(cheapest['Variant Price']),
    compare_at_price: cheapest['Variant Compare At Price'] ? Number(cheapest['Variant Compare At Price']) : null,
    currency: 'EUR',
    image: first['Image Src'] ?? '',
    type: first.Type ?? '',
    available: sellable.some(variant => Number(variant['Variant Inventory Qty']) > 0),
    price_varies: new Set(sellable.map(variant => variant['Variant Price'])).size > 1,
  }
}
