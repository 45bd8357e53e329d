import type { ProductQuery, ShopProduct, ShopVariant } from './shop.ts'

type Wanted = Pick<ProductQuery, 'order' | 'minPrice' | 'maxPrice'>

/** What a product may cost, in whatever variant. */
export interface PriceRange {
  readonly least: number
  readonly most: number
  /** Whether it can be bought, in some variant; missing where that is not known yet. */
  readonly available?: boolean
}

/** The variant whose price a product takes its place by: the cheapest or dearest that can be bought and keeps to the bounds, as far as there is one. */
export function pricedVariant({ variants }: ShopProduct, wanted: Wanted): ShopVariant | undefined {
  const within = variants.filter(variant => isWithin(variant, wanted))
  const isThere = ({ available }: ShopVariant) => available
  const counted = [within.filter(isThere), within, variants.filter(isThere)].find(list => list.length > 0) ?? variants
  return counted.toSorted((a, b) => (a.price - b.price) * signOf(wanted))[0]
}

/**
 * The first of them by price, `limit` at most; of those that cost the same in the order they came. What has no variant that keeps to the bounds, and can
 * be bought if it has to, is left out.
 */
export function orderByPrice(products: readonly ShopProduct[], wanted: Wanted & Pick<ProductQuery, 'limit' | 'inStock'>): ShopProduct[] {
  return products
    .filter(({ variants }) => variants.some(variant => isWithin(variant, wanted) && (variant.available || !wanted.inStock)))
    .map(product => ({ product, price: (pricedVariant(product, wanted)?.price ?? 0) * signOf(wanted) }))
    .toSorted((a, b) => a.price - b.price)
    .slice(0, wanted.limit)
    .map(({ product }) => product)
}

/**
 * Those that may be among the first by price, the likeliest first, when only the range of their prices is known: which of the prices counts is told by
 * their variants, and for no others than these have to be read.
 */
export function mayComeFirst<T>(
  items: readonly T[],
  rangeOf: (item: T) => PriceRange,
  wanted: Wanted & Pick<ProductQuery, 'limit' | 'inStock'>,
): T[] {
  const spans = items.map(item => {
    const range = rangeOf(item)
    const ends = [Math.max(range.least, lowest(wanted)) * signOf(wanted), Math.min(range.most, highest(wanted)) * signOf(wanted)]
    return { item, best: Math.min(...ends), worst: isCertain(range, wanted) ? Math.max(...ends) : Number.POSITIVE_INFINITY }
  })
  const bound = spans.map(({ worst }) => worst).toSorted((a, b) => a - b)[wanted.limit - 1] ?? Number.POSITIVE_INFINITY
  return spans
    .filter(({ best }) => best <= bound)
    .toSorted((a, b) => a.best - b.best)
    .map(({ item }) => item)
}

/** Whether its variants cannot turn out to lie beside the bounds, or to be sold out where they do not. */
function isCertain({ least, most, available }: PriceRange, wanted: Wanted & Pick<ProductQuery, 'inStock'>): boolean {
  const ends = [least, most].filter(price => isWithin({ price }, wanted)).length
  return wanted.inStock ? available === true && ends === 2 : ends > 0
}

const isWithin = ({ price }: Pick<ShopVariant, 'price'>, wanted: Wanted) => price >= lowest(wanted) && price <= highest(wanted)
const signOf = ({ order }: Wanted) => (order === 'dearest' ? -1 : 1)
const lowest = ({ minPrice }: Wanted) => minPrice ?? 0
const highest = ({ maxPrice }: Wanted) => maxPrice ?? Number.POSITIVE_INFINITY
