import type { Claim, Quantity } from './claim.ts'
import { fold, isCurrency, sameUnit } from './units.ts'

type Amount = Claim & { kind: 'quantity' }

/** Words with which a sentence says that it calculates. */
const calculates =
  /\b(?:total|altogether|together|sum|combined|in all|plus|sav(?:e|ing)|difference|more (?:for|to)|remaining|insgesamt|zusammen|gesamt\w*|summe|macht|sparen|ersparnis|differenz|noch|en tout|ensemble|somme|economisez|difference|juntos|suma|ahorr\w+|diferencia|totale|insieme|somma|risparmi\w*|differenza|juntos|soma|poupa|economiza|samen|totaal|bespaar\w*|razem|lacznie|suma|celkem|tillsammans|totalt|yhteensa|toplam|итого|вместе)\b|[=+×]|合計|总共|共计|一共/u

/**
 * Whether an amount of money is the sum, the difference or a multiple of amounts that were shown before it, where the sentence says that it
 * calculates: what can be checked by the reader from what stands there.
 */
export function isComputed(claim: Amount, sentence: string, shown: readonly Amount[], counts: readonly number[]): boolean {
  if (!calculates.test(fold(sentence))) return false
  return claim.readings.some(result => {
    if (result.unit !== null && !isCurrency(result.unit)) return false
    const amounts = shown.flatMap(({ readings }) => readings).filter(amount => isCurrency(amount.unit) && fits(amount, result))
    const values = [...new Set(amounts.map(({ value }) => cents(value)))].slice(-12)
    const target = cents(result.value)
    return (
      values.some(a => counts.some(n => n > 1 && n <= 1000 && Number.isInteger(n) && a * n === target)) ||
      values.some((a, at) => values.some((b, other) => (at !== other && a + b === target) || a - b === target)) ||
      (values.length > 2 && values.length <= 8 && values.reduce((sum, value) => sum + value, 0) === target)
    )
  })
}

const fits = (amount: Quantity, result: Quantity) => result.unit === null || amount.unit === null || sameUnit(amount.unit, result.unit)

const cents = (value: number) => Math.round(value * 100)
