import { fold } from '../../retrieval/words/fold.ts'

export interface PriceLimits {
  readonly least: number | null
  readonly most: number | null
}

const number = String.raw`(?:[$€£]|eur|usd|gbp)? ?(\d+(?:[.,]\d{1,2})?)`
const below = new RegExp(
  String.raw`\b(?:less than|under|below|up to|at most|cheaper than|max(?:imum|imal)?|no more than|unter|bis(?: zu)?|hochstens|weniger als|gunstiger als|moins de|jusqu'a|sous|menos de|hasta|por debajo de|meno di|fino a|sotto i|ate|abaixo de|minder dan|onder(?: de)?) ${number}`,
)
const above = new RegExp(
  String.raw`\b(?:more than|over|above|at least|from|uber|mehr als|mindestens|ab|plus de|a partir de|mas de|desde|piu di|mais de|meer dan) ${number}(?: ?(?:[$€£]|eur|usd|gbp))`,
)

/** A limit on the price that a customer names: `under 65`, `bis 50 €`. */
export function priceLimits(question: string): PriceLimits {
  const text = fold(question)
  return { least: read(above.exec(text)?.[1]), most: read(below.exec(text)?.[1]) }
}

/** Whether a price, as a decimal string, keeps to the limits; an unknown one does. */
export function withinLimits(price: string | undefined, { least, most }: PriceLimits): boolean {
  const amount = read(price)
  return amount === null || ((least === null || amount >= least) && (most === null || amount <= most))
}

const read = (text: string | undefined): number | null => (text === undefined ? null : Number(text.replace(',', '.')))
