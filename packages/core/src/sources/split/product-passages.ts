import { targetChunkLength } from '../chunk.ts'
import type { ProductRecord, ProductVariant } from '../document.ts'
import { cutText } from './cut-text.ts'
import type { Passage } from './passage.ts'
import { priceText, productFields } from './product-fields.ts'

const mostVariantLines = 40
const mostListed = 20
const mostSkus = 400

/**
 * One passage for a product with all its variants: what a customer asks first (price, choices, availability), then the description. Only
 * what does not fit goes into further passages, each under the product's name.
 */
export function productPassages(product: ProductRecord, headings: readonly string[], language: string | null): Passage[] {
  const title = product.title.slice(0, 300)
  const facts = factLines(product)
  const rest = product.title.length > 300 ? [product.title] : []
  const texts = [...rest, product.description].filter(Boolean)
  const whole = [title, ...facts, ...(texts.length ? ['', ...texts] : [])].join('\n')
  const bodies = whole.length <= targetChunkLength * 1.5 ? [whole] : cutBodies(title, facts, texts.join('\n'), language)
  const fields = productFields(product)
  return bodies.map(body => ({ kind: 'product', title, headings, body, fields, ...(product.url ? { url: product.url } : {}) }))
}

function cutBodies(title: string, facts: readonly string[], text: string, language: string | null): string[] {
  const room = targetChunkLength * 1.25 - title.length
  const [first = '', ...further] = cutText(facts.join('\n'), room, language)
  const left = room - first.length
  // The opening of the description says what the thing is: it belongs beside the price.
  const [opening = '', ...paragraphs] = left > 150 && further.length === 0 ? openingAndRest(text, left, language) : ['', text]
  const bodies = [
    `${title}\n${first}${opening ? `\n\n${opening}` : ''}`,
    ...further,
    ...paragraphs.filter(Boolean).flatMap(part => cutText(part, targetChunkLength, language)),
  ]
  return bodies.map((body, index) => (index === 0 ? body : `${title}\n${body}`))
}

function openingAndRest(text: string, room: number, language: string | null): [string, string] {
  const opening = cutText(text, room, language)[0] ?? ''
  return [opening, text.slice(opening.length).trim()]
}

function factLines(product: ProductRecord): string[] {
  const { variants, options } = product
  const differ = new Set(variants.map(({ price, available, compareAtPrice }) => `${price} ${available} ${compareAtPrice}`)).size > 1
  const price = priceText(product)
  const skus = variants.flatMap(variant => variant.sku ?? [])
  return [
    ...line('Price', price),
    ...options.flatMap(option => line(option.name, option.values.join(', '))),
    ...line('Availability', availabilityText(variants)),
    ...(differ && options.length ? variantLines(product).slice(0, mostVariantLines) : []),
    ...line('Type', product.type),
    ...line('Brand', product.vendor),
    ...Object.entries(product.attributes).flatMap(([name, value]) => line(name, value)),
    ...line('Tags', product.tags.join(', ')),
    ...line('SKU', skus.slice(0, mostSkus).join(', ')),
  ]
}

const line = (name: string, value: string | null): string[] => (value ? [`${name}: ${value}`] : [])

function availabilityText(variants: readonly ProductVariant[]): string | null {
  const known = variants.filter(variant => variant.available !== null)
  if (known.length === 0) return null
  const sold = known.filter(variant => !variant.available)
  if (sold.length === 0) return 'in stock'
  if (sold.length === variants.length) return 'sold out'
  const names = sold.map(variant => variant.options.filter(Boolean).join(' / ')).filter(Boolean)
  return names.length && names.length <= mostListed ? `in stock, except ${names.join(', ')} (sold out)` : 'partly in stock'
}

/** One line per variant; or per value of the option that alone makes the difference, as sizes of bags do and kinds of grind do not. */
function variantLines({ variants, options, currency }: ProductRecord): string[] {
  const details = variants.map(variant => variantDetails(variant, currency))
  const deciding = options.findIndex((_, index) => {
    const byValue = new Map<string, Set<string>>()
    variants.forEach((variant, number) => {
      const value = variant.options[index] ?? ''
      byValue.set(value, (byValue.get(value) ?? new Set()).add(details[number] ?? ''))
    })
    return [...byValue.values()].every(of => of.size === 1)
  })
  const names = variants.map(variant => (deciding < 0 ? variant.options.filter(Boolean).join(' / ') : (variant.options[deciding] ?? '')))
  return [...new Set(names.map((name, number) => `- ${name}${details[number] ? `: ${details[number]}` : ''}`))]
}

function variantDetails({ price, compareAtPrice, available }: ProductVariant, currency: string | null): string {
  const amount = price === null ? '' : [price, currency].filter(Boolean).join(' ')
  return [amount, compareAtPrice ? `reduced from ${compareAtPrice}` : '', available === false ? 'sold out' : ''].filter(Boolean).join(', ')
}
