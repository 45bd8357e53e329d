import type { Goods } from '@craveva/adapter-kit/commerce/testing/price-order-suite'
import type { FakeProduct } from './fake-catalogue.ts'

const sizes = ['S', 'M', 'L', 'XL']

/** Goods of the suite as the double has them; `place` gives them ids of their own. */
export function toFakeProduct({ title, description = '', variants }: Goods, place: number): FakeProduct {
  const id = 1000 + place * 10
  const isPlain = variants.length === 1
  return {
    id,
    title,
    description,
    options: isPlain ? { Title: ['Default Title'] } : { Size: sizes.slice(0, variants.length) },
    variants: variants.map(({ price, before, stock }, index) => ({
      id: id + index + 1,
      options: isPlain ? { Title: 'Default Title' } : { Size: sizes[index] ?? '' },
      price: price.toFixed(2),
      compareAtPrice: before === undefined ? null : before.toFixed(2),
      stock,
    })),
    updatedAt: '2026-11-01T10:00:00Z',
  }
}
