import type { OrderPart, ProductPart } from '@craveva/adapter-kit/reply'

/** `49.9` and `EUR` as `EUR 49.90`; null without a price. */
export const priceOf = ({ price, currency }: Pick<ProductPart, 'price' | 'currency'>): string | null =>
  price === null ? null : [currency, price.toFixed(2)].filter(Boolean).join(' ')

/** A product in words: name, price, what it cost before, whether there is any, where to see it. */
export function productLines(product: ProductPart): string {
  const was = product.compare_at_price === null ? null : `~${priceOf({ ...product, price: product.compare_at_price })}~`
  const facts = [priceOf(product), was, product.available === false ? 'sold out' : null].filter(Boolean).join(' ')
  return [`*${product.title.replaceAll('*', '')}*`, facts, product.url].filter(Boolean).join('\n')
}

/** An order in words: its number and state, what is in it, where the parcel is. */
export function orderLines({ number, status, items, tracking }: OrderPart): string {
  const contents = items.map(({ quantity, title }) => `- ${quantity} × ${title}`)
  const parcels = tracking.map(({ carrier, number: parcel, url, status: state }) =>
    [carrier, parcel, state, url].filter(Boolean).join(' · '),
  )
  return [`*${number}*: ${status}`, ...contents, ...parcels].join('\n')
}
