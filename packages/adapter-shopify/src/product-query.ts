import type { ProductQuery, ShopProduct } from '@craveva/adapter-kit/commerce/shop'
import { forSale } from './for-sale.ts'
import { quoted } from './quoted.ts'

/** Shopify's search for what is wanted; `isPriced`: with the bounds, which are in the shop's own currency there. */
export function toQuery({ text, onSale, minPrice, maxPrice }: ProductQuery, isPriced: boolean): string {
  return [
    forSale,
    ...(onSale ? ['is_price_reduced:true'] : []),
    ...(!isPriced || minPrice === null ? [] : [`price:>=${minPrice}`]),
    ...(!isPriced || maxPrice === null ? [] : [`price:<=${maxPrice}`]),
    ...words(text),
  ].join(' AND ')
}

/** By the prices of a country; of its own Shopify knows more than the variants that came. */
export const fits = ({ country, variants }: ShopProduct, { inStock, minPrice, maxPrice }: ProductQuery) =>
  variants.some(
    ({ available, price }) =>
      (!inStock || available) && (country === undefined || (price >= (minPrice ?? 0) && price <= (maxPrice ?? Number.POSITIVE_INFINITY))),
  )

/** Each word quoted, so that nothing a visitor writes is an operator of Shopify's search; any of them counts. */
function words(text: string): string[] {
  const found = text.normalize('NFKC').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? []
  return found.length > 0 ? [`(${found.slice(0, 8).map(quoted).join(' OR ')})`] : []
}
