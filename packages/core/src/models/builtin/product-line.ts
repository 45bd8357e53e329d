import type { BuiltinPassage } from './builtin-answer.ts'
import type { Phrases } from './phrases/phrases.ts'
import type { SupportedPassage } from './support.ts'

const signs: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' }
/** Lines of a product's passage that are data for the shop, not for its customers. */
const forTheShop = /^(?:tags|sku|brand|type|price|availability)\b/i

/** A product with price and availability; `detailed` with its options and with what its description says to the question. */
export function productLine({ passage, units }: SupportedPassage, phrases: Phrases, detailed: boolean): string {
  const { title, url, fields } = passage
  const name = url ? `**[${title}](${url})**` : `**${title}**`
  const facts = [priceText(passage, phrases), availability(fields?.available, phrases)].filter(fact => fact !== null)
  const head = [name, ...facts].join(' · ')
  const told = units.filter(({ unit }) => !forTheShop.test(unit.plain) && unit.plain !== title)
  if (!detailed)
    return [head, told.find(({ unit }) => unit.kind === 'sentence')?.unit.text].filter(line => line !== undefined).join('  \n  ')
  const options = Object.entries(fields ?? {}).flatMap(([key, value]) =>
    key.startsWith('option_') ? [`${capitalized(key.slice(7))}: ${value}`] : [],
  )
  return [head, ...options, ...description(told)].join('\n\n')
}

const mostDescription = 600

/** The whole description when it is short, else the lines that speak of the question. */
function description(told: SupportedPassage['units']): string[] {
  const lines = told.filter(({ unit }) => unit.kind !== 'item' || !/:\s*[\d.]+/.test(unit.text))
  const length = lines.reduce((sum, { unit }) => sum + unit.text.length, 0)
  const best = Math.max(0, ...lines.map(({ own }) => own))
  const chosen = length <= mostDescription ? lines : lines.filter(({ own }) => own > 0 && own >= best * 0.5).slice(0, 4)
  return [chosen.map(({ unit }) => unit.text).join('\n')].filter(text => text !== '')
}

function priceText({ fields }: BuiltinPassage, phrases: Phrases): string | null {
  if (!fields?.price) return null
  const show = (amount: string) => (fields.currency ? `${signs[fields.currency] ?? `${fields.currency} `}${amount}` : amount)
  const price = fields.price_max ? phrases.from(show(fields.price)) : show(fields.price)
  return fields.compare_at_price && !fields.price_max ? `${price} (${phrases.before(show(fields.compare_at_price))})` : price
}

const availability = (available: string | undefined, phrases: Phrases): string | null =>
  available === undefined ? null : available === 'true' ? phrases.inStock : phrases.soldOut

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
