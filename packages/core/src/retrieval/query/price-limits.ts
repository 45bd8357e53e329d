import { fold } from '../words/fold.ts'

export interface PriceLimits {
  readonly least: number | null
  readonly most: number | null
  /** Whether the product may cost exactly `most`. */
  readonly included: boolean
}

const number = String.raw`(?:[$€£]|eur|usd|gbp)? ?(\d+(?:[.,]\d{1,2})?)`
const below = new RegExp(
  String.raw`\b(?:less than|under|below|up to|at most|cheaper than|max(?:imum|imal)?|no more than|unter|bis(?: zu)?|hochstens|weniger als|gunstiger als|moins de|a moins de|pour moins de|jusqu'a|sous|menos de|hasta|por debajo de|meno di|fino a|sotto i|ate|abaixo de|minder dan|onder(?: de)?) ${number}`,
)
const above = new RegExp(
  String.raw`\b(?:more than|over|above|at least|from|uber|mehr als|mindestens|ab|plus de|a partir de|mas de|desde|piu di|mais de|meer dan) ${number}(?: ?(?:[$€£]|eur|usd|gbp))`,
)

/** The same in other scripts, mostly behind the number; without a currency it may be a day or a size. */
const amount = String.raw`(\d+(?:[.,]\d{1,2})?) ?(?:[$€£¥₽]|eur|usd|ユーロ|ドル|円|欧元|美元|元|块钱?|유로|달러|원|евро|руб(?:лей|\.)?|доллар(?:ов|а))`
const belowBehind = new RegExp(`${amount} ?(?:以下|以内|未満|未满|まで|より安い|이하|미만|아래|까지)`)
const aboveBehind = new RegExp(`${amount} ?(?:以上|より高い|이상)`)
const belowBefore = new RegExp(`(?:低于|少于|不到|不超过|最多|дешевле|не дороже|менее|меньше|до) ?${amount}`)

/** A limit on the price that a customer names: `under 65`, `bis 50 €`. */
export function priceLimits(question: string): PriceLimits {
  const text = fold(question)
  const most = below.exec(text) ?? belowBehind.exec(text) ?? belowBefore.exec(text)
  return {
    least: read((above.exec(text) ?? aboveBehind.exec(text))?.[1]),
    most: read(most?.[1]),
    included:
      /^(?:up to|at most|max|no more|bis|hochstens|jusqu|hasta|fino|ate|不超过|最多|до|не дороже)|(?:以下|以内|まで|이하|까지)$/.test(
        most?.[0] ?? '',
      ),
  }
}

/** The question without the limits it names, folded. */
export const withoutLimits = (question: string): string => withoutPriceLimits(fold(question))

/** Folded text without the limits on prices that it names: they are kept to, not searched for. */
export const withoutPriceLimits = (folded: string): string => folded.replace(limits, ' ')

const currencies = String.raw`(?: ?(?:[$€£]|eur(?:os?)?|usd|gbp|dollars?|pounds?|bucks))?(?![\p{L}\d])`
const limits = new RegExp(
  `(?:${below.source}|${above.source})${currencies}|${belowBehind.source}|${aboveBehind.source}|${belowBefore.source}`,
  'gu',
)

/** Whether a question sets a limit to prices or asks for the end of their order. */
export function namesPrice(question: string): boolean {
  const { least, most } = priceLimits(question)
  return least !== null || most !== null || priceOrder(question) !== null
}

/** `cheapest` products first, or dearest; null when the question does not ask for either. */
export function priceOrder(question: string): 'cheapest' | 'dearest' | null {
  const text = fold(question)
  return cheapest.test(text) ? 'cheapest' : dearest.test(text) ? 'dearest' : null
}

const cheapest =
  /\b(?:cheapest|least expensive|lowest price|gunstigste[nrs]?|billigste[nrs]?|preiswerteste[nrs]?|(?:le|la|les) moins chere?s?|mas barat[oa]s?|piu economic[oaie]|mais barat[oa]s?|goedkoopste|billigaste|billigste|najtansz[aye])\b/
const dearest =
  /\b(?:most expensive|dearest|priciest|teuerste[nrs]?|(?:le|la|les) plus chere?s?|mas car[oa]s?|piu costos[oaie]|mais car[oa]s?|duurste|dyraste|dyreste|najdrozsz[aye])\b/

/** Whether a price, as a decimal string, keeps to the limits; an unknown one does. */
export function withinLimits(price: string | undefined, { least, most, included }: PriceLimits): boolean {
  const amount = read(price)
  return amount === null || ((least === null || amount >= least) && (most === null || amount < most || (included && amount === most)))
}

const read = (text: string | undefined): number | null => (text === undefined ? null : Number(text.replace(',', '.')))
