import type { ProductRecord } from '../../document.ts'
import { readColumns } from './columns.ts'
import { genericProducts } from './generic-rows.ts'
import { shopifyProducts } from './shopify-rows.ts'
import { wooCommerceProducts } from './woocommerce-rows.ts'

/** Takes the rows of a table of products one by one; variants may stand in rows of their own. */
export interface ProductRows {
  /** Gives products that are surely complete, so that few need to be held. */
  add(row: readonly string[]): ProductRecord[]
  /** After the last row: the others. Products that are not published are left out, unless none is. */
  rest(): ProductRecord[]
}

/** Tells by its header whether a table lists products, and reads it accordingly. null: it lists something else. */
export function productRows(header: readonly string[]): ProductRows | null {
  const columns = readColumns(header)
  return shopifyProducts(columns) ?? wooCommerceProducts(columns) ?? genericProducts(columns)
}
