import type { Goods } from '@craveva/adapter-kit/commerce/testing/price-order-suite'
import type { FakeProduct } from './fake-shop-data.ts'

const sizes = ['S', 'M', 'L', 'XL']

/** Goods of the suite as the double has them; `place` gives them ids of their own. */
export function toFakeProduct({ title, description = '', variants }: Goods, place: number): FakeProduct {
  const id = 1000 + place * 10
  const all = variants.map(({ price, before, stock }, index) => ({
    id: id + index + 1,
    options: { Size: sizes[index] ?? '' },
    price,
    regularPrice: before ?? price,
    stock,
  }))
  const [first] = all.toSorted((a, b) => a.price - b.price)
  if (!first) throw new Error(`${title} has no variant.`)
  const own = { price: first.price, regularPrice: first.regularPrice, stock: all.length > 1 ? null : first.stock }
  return {
    id,
    name: title,
    description: `<p>${description}</p>`,
    sku: `SKU-${id}`,
    ...own,
    modified: '2026-11-01T10:00:00',
    options: all.length > 1 ? { Size: sizes.slice(0, all.length) } : {},
    variations: all.length > 1 ? all : [],
  }
}
