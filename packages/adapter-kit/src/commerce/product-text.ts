import type { ShopProduct, ShopVariant } from './shop.ts'

const longestDescription = 600

/** A product for the model: what it may say of it, with the figures as the shop has them. */
export function productText(product: ShopProduct): string {
  const { id, title, description, currency, options, variants, onlyOnPage } = product
  return [
    `${title} (id ${id})`,
    `Price: ${priceRange(product)}${reduced(product)}`,
    `Available: ${!variants.some(({ available }) => available) ? 'no, sold out' : onlyOnPage ? 'yes, on its page' : 'yes'}`,
    ...options.map(({ name, values }) => `${name}: ${values.join(', ')}`),
    ...(variants.length > 1 ? variants.map(variant => `- ${variantText(variant, currency)}`) : stockText(variants[0])),
    description.replace(/\s+/g, ' ').trim().slice(0, longestDescription),
  ]
    .filter(Boolean)
    .join('\n')
}

function priceRange({ variants, currency }: ShopProduct): string {
  const prices = variants.map(({ price }) => price)
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)]
  return lowest === highest ? money(lowest, currency) : `${money(lowest, currency)} to ${money(highest, currency)}`
}

function reduced({ variants, currency }: ShopProduct): string {
  const before = variants.flatMap(({ compareAtPrice }) => compareAtPrice ?? [])
  return before.length > 0 ? `, reduced from ${money(Math.max(...before), currency)}` : ''
}

export function variantText({ options, price, compareAtPrice, available, stock, sku }: ShopVariant, currency: string): string {
  const facts = [
    Object.values(options).join(' / '),
    money(price, currency) + (compareAtPrice === null ? '' : ` instead of ${money(compareAtPrice, currency)}`),
    available ? (stock === null ? 'available' : `${stock} in stock`) : 'sold out',
    sku ? `SKU ${sku}` : '',
  ]
  return facts.filter(Boolean).join(', ')
}

const stockText = (variant: ShopVariant | undefined) =>
  variant && variant.stock !== null && variant.available ? [`In stock: ${variant.stock}`] : []

export const money = (amount: number, currency: string): string => `${amount.toFixed(2)} ${currency}`
