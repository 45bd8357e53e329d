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

/** Folded text with `word` for what asks for the end of the order of prices: it is kept to, not searched for. */
export const replacePriceOrder = (folded: string, word: string): string => folded.replace(anyOrder, ` ${word} `)

/** Words with which a question asks for the end of the order of prices, folded. */
export const priceOrderWords = (question: string): ReadonlySet<string> =>
  new Set((fold(question).match(anyOrder) ?? []).flatMap(phrase => phrase.trim().split(/[ -]/)))

const cheapest =
  /\b(?:cheapest|least (?:expensive|costly)|lowest[ -]priced?|(?:preis)?gunstigste[nmrs]?|billigste[nmrs]?|preiswerteste[nmrs]?|(?:le |la |les )?moins (?:chere?s?|couteu(?:x|ses?))|mas (?:barat[oa]s?|economic[oa]s?)|menos car[oa]s?|(?:piu economic(?:[oae]|he)|meno (?:car[oaie]|costos[oaie]))|mais (?:barat[oa]s?|economic[oa]s?|em conta)|goedkoopste|voordeligste|billigast[ea]?|billigste|rimeligste|najtansz\w*|nejlevnejsi\w*|halvi[nm]\w*|edullisi[nm]\w*|en ucuz\w*)(?!\p{L})|сам(?:ы\p{L}+|ая|ую|ое|ого|ои) (?:дешев|недорог)\p{L}*|дешевле всего|最便宜的?|最低价的?|(?:最も|一番|いちばん)(?:安い|やすい)|最安値?の?|(?:가장|제일) (?:싼|저렴한)|최저가/u
const dearest =
  /\b(?:most (?:expensive|costly)|dearest|priciest|highest[ -]priced?|teuerste[nmrs]?|kostspieligste[nmrs]?|(?:le |la |les )?plus (?:chere?s?|couteu(?:x|ses?))|mas (?:car[oa]s?|costos[oa]s?)|piu (?:car[oaie]|costos[oaie])|mais car[oa]s?|duurste|dyrast[ea]?|dyreste|najdrozsz\w*|nejdrazsi\w*|kallei[nm]\w*|en pahali\w*)(?!\p{L})|сам(?:ы\p{L}+|ая|ую|ое|ого|ои) дорог\p{L}*|дороже всего|最贵的?|最高价的?|(?:最も|一番|いちばん)(?:高い|高価な)|最高値の?|(?:가장|제일) 비싼|최고가/u
const anyOrder = new RegExp(`${cheapest.source}|${dearest.source}`, 'gu')

/** Whether a price, as a decimal string, keeps to the limits; an unknown one does. */
export function withinLimits(price: string | undefined, { least, most, included }: PriceLimits): boolean {
  const amount = read(price)
  return amount === null || ((least === null || amount >= least) && (most === null || amount < most || (included && amount === most)))
}

const read = (text: string | undefined): number | null => (text === undefined ? null : Number(text.replace(',', '.')))
