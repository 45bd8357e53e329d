import type { ProductPart } from '../reply.ts'
import type { Shop, ShopProduct, ShopVariant } from './shop.ts'

/** The variant a card stands for: the one with these options, else the cheapest that is there, else the cheapest. */
export function chooseVariant(
  { variants, options: offered }: ShopProduct,
  options: Readonly<Record<string, string>> = {},
): ShopVariant | undefined {
  const wanted = Object.entries(options)
  const fitting = variants.filter(variant =>
    wanted.every(([name, value]) => {
      const [, own] = Object.entries(variant.options).find(([key]) => alike(key, name)) ?? []
      const values = own === undefined ? offered.find(option => alike(option.name, name))?.values : [own]
      return values?.some(is => alike(is, value)) ?? false
    }),
  )
  const byPrice = fitting.toSorted((a, b) => a.price - b.price)
  return byPrice.find(({ available }) => available) ?? byPrice[0]
}

const alike = (one: string, other: string) => one.localeCompare(other, undefined, { sensitivity: 'base' }) === 0

const mostVariants = 100

/** A product as the visitor sees it. Picture, price and stock are the shop's own; no model writes them. */
export function toProductPart(shop: Pick<Shop, 'cart'>, product: ShopProduct, variant = chooseVariant(product)): ProductPart {
  const action = variant?.available && !product.onlyOnPage ? shop.cart(product, variant, 1) : null
  const several = product.variants.length > 1 || product.options.length > 0 ? product.variants.slice(0, mostVariants) : []
  return {
    type: 'product',
    product_id: product.id,
    title: product.title,
    image: product.image,
    price: variant?.price ?? null,
    compare_at_price: variant?.compareAtPrice ?? null,
    currency: product.currency,
    available: product.variants.some(({ available }) => available),
    options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
    url: product.url,
    action: action && { type: action.type, label: 'Add to cart', url: action.url, variant_id: action.variantId },
    ...(several.length > 0 ? { variants: several.map(each => toVariant(shop, product, each)) } : {}),
  }
}

const toVariant = (shop: Pick<Shop, 'cart'>, product: ShopProduct, variant: ShopVariant) => ({
  variant_id: variant.id,
  options: { ...variant.options },
  price: variant.price,
  compare_at_price: variant.compareAtPrice,
  available: variant.available,
  url: variant.available && !product.onlyOnPage ? shop.cart(product, variant, 1).url : null,
})
