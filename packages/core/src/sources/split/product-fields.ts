import type { ProductRecord } from '../document.ts'

/**
 * A product as names and values, for cards and for exact answers: `price` (the lowest), `price_max` where prices differ, `compare_at_price`,
 * `currency`, `available` (`true`, `false`), `stock`, `sku` (comma-separated, 200 at most), `handle`, `type`, `vendor`, `tags`, `image`, `url`, the
 * options as `option_<name>`, and further attributes under their own names.
 */
export function productFields(product: ProductRecord): Record<string, string> {
  const { variants } = product
  const prices = sortedPrices(product)
  const reduced = variants.filter(variant => variant.compareAtPrice !== null).map(variant => variant.compareAtPrice ?? '')
  const known = variants.filter(variant => variant.available !== null)
  const counted = variants.flatMap(variant => variant.stock ?? [])
  const entries: [string, string | null | undefined][] = [
    ...Object.entries(product.attributes),
    ['handle', product.handle],
    ['price', prices[0]],
    ['price_max', prices.length > 1 ? prices.at(-1) : null],
    ['compare_at_price', reduced.sort((first, second) => Number(second) - Number(first))[0]],
    ['currency', product.currency],
    ['available', known.length ? String(known.some(variant => variant.available)) : null],
    ['stock', counted.length ? String(counted.reduce((sum, count) => sum + Math.max(count, 0), 0)) : null],
    [
      'sku',
      variants
        .flatMap(variant => variant.sku ?? [])
        .slice(0, 200)
        .join(', '),
    ],
    ['type', product.type],
    ['vendor', product.vendor],
    ['tags', product.tags.join(', ')],
    ...product.options.map((option): [string, string] => [`option_${option.name.toLowerCase()}`, option.values.join(', ')]),
    ['image', product.image],
    ['url', product.url],
  ]
  return Object.fromEntries(entries.flatMap(([name, value]): [string, string][] => (value ? [[name, value]] : [])))
}

/** `19.90 EUR`, `18.00–24.00`, `15.00 EUR (reduced from 20.00)`. null: no variant has a price. */
export function priceText(product: ProductRecord): string | null {
  const prices = sortedPrices(product)
  if (prices.length === 0) return null
  const range = prices.length > 1 ? `${prices[0]}–${prices.at(-1)}` : prices[0]
  const former = [...new Set(product.variants.map(variant => variant.compareAtPrice))]
  const reduction = prices.length === 1 && former.length === 1 && former[0] ? `(reduced from ${former[0]})` : null
  return [range, product.currency, reduction].filter(Boolean).join(' ')
}

function sortedPrices({ variants }: ProductRecord): string[] {
  const prices = [...new Set(variants.flatMap(variant => variant.price ?? []))]
  return prices.sort((first, second) => Number(first) - Number(second))
}
