import type { FakeProduct, FakeVariation } from './fake-shop-data.ts'

interface Data {
  readonly products: readonly FakeProduct[]
  readonly linkBase: string
  /** Of prices, which are told in the smallest unit. */
  readonly decimals: number
}

/**
 * The Store API's products: as visitors of the shop see them, prices in minor units. As in WooCommerce, a search is for letters as they stand in a name
 * or SKU, a category is found by what its slug would be made of, `on_sale` with `include` joins two lists by their places, variations tell the slugs of their options, what is to be ordered is not in stock
 * for the filter, and what has a password or no price is among the rest.
 */
export function storeProducts(data: Data, query: URLSearchParams): unknown[] {
  const { products, decimals } = data
  const given = query.getAll('include[]').map(Number)
  if (query.get('type') === 'variation') {
    return products.flatMap(product =>
      product.variations.filter(({ id }) => given.includes(id)).map(variation => storeVariation(data, product, variation)),
    )
  }
  const reduced = products.filter(isOnSale).map(({ id }) => id)
  const include = query.get('on_sale') === 'true' ? [...given, ...reduced.slice(given.length)] : given
  const isOpen = include.length === 0 && query.get('on_sale') !== 'true'
  const wanted = query.get('catalog_visibility')
  const search = query.get('search')?.toLowerCase() ?? ''
  const statuses = query.getAll('stock_status[]')
  const category = query.get('category')?.split(/[\s,]+/)
  // WooCommerce takes all for ids where the first is one.
  if (category?.[0] && /^\d+$/.test(category[0])) return []
  const least = Number(query.get('min_price') ?? 0)
  const most = Number(query.get('max_price') ?? Number.POSITIVE_INFINITY)
  return products
    .filter(({ status = 'publish' }) => status === 'publish')
    .filter(({ visibility = 'visible' }) => !wanted || visibility === 'visible' || visibility === wanted)
    .filter(({ id }) => isOpen || include.includes(id))
    .filter(({ name, sku }) => `${name}\n${sku}`.toLowerCase().includes(search))
    .filter(({ categories = [] }) => !category || categories.some(name => category.map(toSlug).includes(toSlug(name))))
    .filter(product => statuses.length === 0 || statuses.includes(stockStatus(product)))
    .filter(product => Math.max(...pricesOf(product)) * 10 ** decimals >= least && Math.min(...pricesOf(product)) * 10 ** decimals <= most)
    .toSorted(orderOf(query, include))
    .slice(0, Number(query.get('per_page') ?? 10))
    .map(product => toStoreProduct(data, product))
}

/** By price, it goes by the lowest of a product upwards, by the highest downwards. */
function orderOf(query: URLSearchParams, include: readonly number[]): (a: FakeProduct, b: FakeProduct) => number {
  if (query.get('orderby') === 'include') return (a, b) => include.indexOf(a.id) - include.indexOf(b.id)
  if (query.get('orderby') !== 'price') return () => 0
  return query.get('order') === 'asc'
    ? (a, b) => Math.min(...pricesOf(a)) - Math.min(...pricesOf(b))
    : (a, b) => Math.max(...pricesOf(b)) - Math.max(...pricesOf(a))
}

const pricesOf = ({ price, variations }: FakeProduct) => (variations.length > 0 ? variations.map(each => each.price) : [price])

const isOnSale = ({ price, regularPrice, variations }: FakeProduct) =>
  regularPrice > price || variations.some(each => each.regularPrice > each.price)

const toStoreProduct = (data: Data, product: FakeProduct) => ({
  ...storeVariation(data, product, { ...product, options: {} }),
  name: escaped(product.name),
  on_sale: isOnSale(product),
  categories: (product.categories ?? []).map((name, index) => ({ id: index + 1, name: escaped(name), slug: toSlug(name) })),
  type: product.kind ?? (product.variations.length > 0 ? 'variable' : 'simple'),
  attributes: Object.entries(product.options).map(([name, values]) => ({
    name: escaped(name),
    taxonomy: `pa_${toSlug(name)}`,
    has_variations: true,
    terms: values.map(value => ({ name: escaped(value), slug: toSlug(value) })),
  })),
  variations: product.variations.map(({ id, options }) => ({
    id,
    attributes: Object.keys(product.options).map(name => ({
      name: escaped(name),
      value: options[name] === undefined ? null : toSlug(options[name]),
    })),
  })),
  is_in_stock: isInStock(product),
})

const escaped = (text: string) => text.replaceAll('&', '&amp;')

/** As WordPress makes them of names. */
const toSlug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

const stockStatus = (product: FakeProduct) => {
  if (!isInStock(product)) return 'outofstock'
  return product.backorders && product.stock === 0 ? 'onbackorder' : 'instock'
}

export const isInStock = ({ stock, variations, backorders = false }: FakeProduct) =>
  variations.length > 0 ? variations.some(variation => variation.stock !== 0) : stock !== 0 || backorders

const storeVariation = ({ linkBase, decimals }: Data, product: FakeProduct, { id, price, regularPrice, stock }: FakeVariation) => ({
  id,
  name: product.name,
  type: 'variation',
  permalink: `${linkBase}/product/${product.id}/`,
  sku: product.sku,
  short_description: product.description,
  description: '',
  prices: {
    price: product.isUnpriced ? '0' : minor(price, decimals),
    regular_price: minor(regularPrice, decimals),
    currency_code: 'EUR',
    currency_minor_unit: decimals,
    price_range: id === product.id ? rangeOf(product, decimals) : null,
  },
  price_html: product.isUnpriced ? '' : `<span class="woocommerce-Price-amount amount">${price.toFixed(2)}</span>`,
  images: [toImage(product.image ? linkBase + product.image : `${linkBase}/images/${product.id}.jpg`, product.imageWidths)],
  attributes: [],
  variations: [],
  is_in_stock: stock !== 0 || product.backorders === true,
  is_on_backorder: stock === 0 && product.backorders === true,
  is_purchasable: !product.kind && !product.isUnpriced,
  is_password_protected: product.password !== undefined,
  low_stock_remaining: stock !== null && stock <= 2 ? stock : null,
})

/** As large as it was uploaded, and what WordPress made of it. */
const toImage = (src: string, widths: readonly number[] = []) => ({
  src,
  thumbnail: src,
  srcset: widths.map((width, index) => `${index === 0 ? src : src.replace(/(\.\w+)$/, `-${width}x${width}$1`)} ${width}w`).join(', '),
  sizes: '(max-width: 1200px) 100vw, 1200px',
})

const minor = (amount: number, decimals: number) => String(Math.round(amount * 10 ** decimals))

function rangeOf(product: FakeProduct, decimals: number) {
  const [least, most] = [Math.min(...pricesOf(product)), Math.max(...pricesOf(product))]
  return least === most ? null : { min_amount: minor(least, decimals), max_amount: minor(most, decimals) }
}
