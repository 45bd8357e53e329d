import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import { fold } from '../../retrieval/words/fold.ts'
import type { BuiltinPassage } from './builtin-answer.ts'
import { givesKind } from './gives-kind.ts'
import type { Phrases } from './phrases/phrases.ts'
import type { SupportedPassage, SupportedUnit } from './support.ts'

const signs: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' }
/** Lines of a product's passage that are said otherwise, or are data for the shop and not for its customers. */
const saidElsewhere = /^(?:tags|sku|brand|type|price|availability)\b/i
/** A variant with its price or state, as `- M / Mustard: 179.00, sold out`. */
const variantLine = /^- .+: (?:[A-Z]{3} )?(?:\d+(?:\.\d+)?(?: [A-Z]{3})?|sold out)(?:, .+)?$/

/** A product in one line: name, price, whether it is in stock, and what it is, or what it says to a question for a kind of thing. */
export function productLine({ passage, units }: SupportedPassage, question: AnalyzedQuestion, phrases: Phrases): string {
  const told = units.filter(({ unit }) => unit.plain !== passage.title && !saidElsewhere.test(unit.plain))
  const telling = told.filter(({ unit, own }) => own > 0.2 && givesKind(question, unit.plain)).sort((a, b) => b.own - a.own)[0]
  const description = telling ?? units.find(({ unit }) => unit.kind === 'sentence' && unit.plain !== passage.title)
  return [headline(passage, phrases), description?.unit.text.replace(/^- /, '')].filter(part => part !== undefined).join(' – ')
}

/** A product with its options, the variants that were asked for, and what its description says to the question. */
export function productDetails({ passage, units }: SupportedPassage, asked: string, phrases: Phrases): string {
  const options = Object.entries(passage.fields ?? {}).flatMap(([key, value]) =>
    key.startsWith('option_') ? [`- ${capitalized(key.slice(7))}: ${value}`] : [],
  )
  const optionNames = new RegExp(
    `^(?:${
      Object.keys(passage.fields ?? {})
        .flatMap(key => (key.startsWith('option_') ? [escaped(key.slice(7))] : []))
        .join('|') || '(?!)'
    }):`,
    'i',
  )
  const told = units.filter(({ unit }) => unit.plain !== passage.title && !saidElsewhere.test(unit.plain) && !optionNames.test(unit.plain))
  const variants = askedVariants(
    asked,
    passage,
    told.filter(({ unit }) => variantLine.test(unit.text)),
  )
  const description = told.filter(({ unit }) => !variantLine.test(unit.text))
  return [
    headline(passage, phrases),
    ...paragraph(variants.length > 0 ? variants.map(line => inWords(line, phrases)) : options),
    ...paragraph(fitting(description)),
  ].join('\n\n')
}

/** What the passage says of a variant in English, in the visitor's language. */
const inWords = (line: string, phrases: Phrases): string =>
  line
    .replace(/, sold out$|(?<=: )sold out$/, match => match.replace('sold out', phrases.soldOut))
    .replace(/reduced from ([\d.,]+)/, (_, price: string) => phrases.before(price))

const paragraph = (lines: readonly string[]): string[] => (lines.length === 0 ? [] : [lines.join('\n')])

/** Variants whose options the question names: of every option it speaks of, the values it names. */
function askedVariants(asked: string, { fields }: BuiltinPassage, variants: readonly SupportedUnit[]): string[] {
  const text = ` ${fold(asked).replace(/[^\p{L}\p{N}.,–-]+/gu, ' ')} `.replace(/[.,] /g, ' ')
  const names = (value: string) => text.includes(` ${fold(value)} `)
  const wanted = Object.entries(fields ?? {})
    .filter(([key]) => key.startsWith('option_'))
    .map(([, values]) => values.split(', ').filter(names))
    .filter(values => values.length > 0)
  if (wanted.length === 0) return []
  const parts = variants.map(({ unit }) => (/^- (.+?): /.exec(unit.text)?.[1] ?? '').split(' / '))
  // Where one option alone decides, the lines name no other.
  const told = wanted.filter(values => parts.flat().some(part => values.includes(part)))
  const fitting = variants.filter((_, index) => told.every(values => parts[index]?.some(part => values.includes(part))))
  return told.length === 0 ? [] : fitting.map(({ unit }) => unit.text)
}

const mostDescription = 600

/** The whole description when it is short, else the lines that speak of the question. */
function fitting(lines: readonly SupportedUnit[]): string[] {
  const length = lines.reduce((sum, { unit }) => sum + unit.text.length, 0)
  const best = Math.max(0, ...lines.map(({ own }) => own))
  const chosen = length <= mostDescription ? lines : lines.filter(({ own }) => own > 0 && own >= best * 0.5).slice(0, 5)
  return chosen.map(({ unit }) => unit.text)
}

function headline({ title, url, fields }: BuiltinPassage, phrases: Phrases): string {
  const name = url ? `**[${title}](${url})**` : `**${title}**`
  const stock = fields?.available === undefined ? null : fields.available === 'true' ? phrases.inStock : phrases.soldOut
  return [name, priceText(fields ?? {}, phrases), stock].filter(part => part !== null).join(' · ')
}

function priceText(fields: Readonly<Record<string, string>>, phrases: Phrases): string | null {
  if (!fields.price) return null
  const show = (amount: string) => (fields.currency ? `${signs[fields.currency] ?? `${fields.currency} `}${amount}` : amount)
  const price = fields.price_max ? phrases.from(show(fields.price)) : show(fields.price)
  return fields.compare_at_price && !fields.price_max ? `${price} (${phrases.before(show(fields.compare_at_price))})` : price
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
