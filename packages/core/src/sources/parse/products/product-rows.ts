import type { ProductRecord } from '../../document.ts'
import { readColumns } from './columns.ts'
import { genericProducts } from './generic-rows.ts'
import { shopifyProducts } from './shopify-rows.ts'
import { wooCommerceProducts } from './woocommerce-rows.ts'

/** Takes the rows of a table of products one by one; variants may stand in rows of their own. */
export interface ProductRows {
  add(row: readonly string[]): void
  /** After the last row. Products that are not published are left out, unless none is. */
  products(): ProductRecord[]
}

/** Tells by its header whether a table lists products, and reads it accordingly. null: it lists something else. */
export function productRows(header: readonly string[]): ProductRows | null {
  const columns = readColumns(header)
  return shopifyProducts(columns) ?? wooCommerceProducts(columns) ?? genericProducts(columns)
}
