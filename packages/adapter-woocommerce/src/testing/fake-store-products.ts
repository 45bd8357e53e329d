import type { FakeProduct, FakeVariation } from './fake-shop-data.ts'

interface Data {
  readonly products: readonly FakeProduct[]
  readonly linkBase: string
}

/** The Store API's products: as visitors of the shop see them, prices in minor units, what has more of the words in its name first. */
export function storeProducts({ products, linkBase }: Data, query: URLSearchParams): unknown[] {
  const include = query.getAll('include[]').map(Number)
  const wanted = new Set(include)
  if (query.get('type') === 'variation') {
    return products.flatMap(product =>
      product.variations.filter(({ id }) => wanted.has(id)).map(variation => storeVariation(linkBase, product, variation)),
    )
  }
  const words = query.get('search')?.toLowerCase().split(/\s+/).filter(Boolean) ?? []
  const least = Number(query.get('min_price') ?? 0)
  const most = Number(query.get('max_price') ?? Number.POSITIVE_INFINITY)
  return products
    .filter(({ status = 'publish' }) => status === 'publish')
    .filter(({ id }) => include.length === 0 || wanted.has(id))
    .filter(product => words.every(word => textOf(product).includes(word)))
    .filter(product => !query.getAll('stock_status[]').includes('instock') || isInStock(product))
    .filter(({ price, regularPrice }) => query.get('on_sale') !== 'true' || regularPrice > price)
    .filter(({ price }) => price * 100 >= least && price * 100 <= most)
    .toSorted((a, b) => wordsInName(b, words) - wordsInName(a, words))
    .slice(0, Number(query.get('per_page') ?? 10))
    .map(product => toStoreProduct(linkBase, product))
}

const textOf = ({ name, description }: FakeProduct) => `${name} ${description}`.toLowerCase()

const wordsInName = ({ name }: FakeProduct, words: readonly string[]) => words.filter(word => name.toLowerCase().includes(word)).length

const toStoreProduct = (linkBase: string, product: FakeProduct) => ({
  ...storeVariation(linkBase, product, { ...product, options: {} }),
  name: product.name,
  type: product.variations.length > 0 ? 'variable' : 'simple',
  attributes: Object.entries(product.options).map(([name, values]) => ({
    name,
    has_variations: true,
    terms: values.map(value => ({ name: value })),
  })),
  variations: product.variations.map(({ id, options }) => ({
    id,
    attributes: Object.entries(options).map(([name, value]) => ({ name, value })),
  })),
  is_in_stock: isInStock(product),
})

export const isInStock = ({ stock, variations }: FakeProduct) =>
  variations.length > 0 ? variations.some(variation => variation.stock !== 0) : stock !== 0

const storeVariation = (linkBase: string, product: FakeProduct, { id, price, regularPrice, stock }: FakeVariation) => ({
  id,
  name: product.name,
  type: 'variation',
  permalink: `${linkBase}/product/${product.id}/`,
  sku: product.sku,
  short_description: product.description,
  description: '',
  prices: {
    price: String(Math.round(price * 100)),
    regular_price: String(Math.round(regularPrice * 100)),
    currency_code: 'EUR',
    currency_minor_unit: 2,
  },
  images: [{ src: product.image ? linkBase + product.image : `${linkBase}/images/${product.id}.jpg` }],
  attributes: [],
  variations: [],
  is_in_stock: stock !== 0,
  is_purchasable: true,
  low_stock_remaining: stock !== null && stock > 0 && stock <= 2 ? stock : null,
})
