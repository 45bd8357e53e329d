import type { Claim, Quantity } from './claim.ts'
import type { Amounts } from './evidence-index.ts'
import { fold, isCurrency, sameUnit } from './units.ts'

type Figure = Claim & { kind: 'quantity' }

/** Words with which a sentence says that it calculates. */
const calculates =
  /\b(?:total\w*|altogether|together|sum|combined|in all|plus|sav(?:e|es|ing|ings)|difference|more (?:for|to|than)|less than|remaining|between them|all (?:two|three|four|five)|c[oa]mes? to|short(?:fall)?|beat|ahead of|below|above|cheaper|insgesamt|zusammen|gesamt\w*|summe|macht|sparen|ersparnis|unterschied|differenz|noch|gunstiger|teurer|weniger|en tout|ensemble|somme|economis\w+|ecart|difference|moins cher|juntos|suma|ahorr\w+|diferencia|en total|totale|insieme|somma|risparmi\w*|differenza|soma|poupa|economiza|diferenca|com o frete|fica|samen|totaal|bespaar\w*|verschil|razem|lacznie|oszczedz\w+|roznica|celkem|usetri\w*|rozdil|tillsammans|totalt|blir det|sparar|skillnad|i alt|bliver det|sparer|forskel|tilsammen|yhteensa|saast\w+|erotus|toplam|tasarruf|fark)\b|итого|вместе|всего|экономи|разниц|дешевле|[=+×]|合計|差額|お得|总共|共计|一共|合计|便宜|节省|相差/u

/** How many different amounts of the evidence are tried: with more of them, a figure that is wrong would be the sum of some two. */
const mostAmounts = 40

/**
 * Whether a figure is the sum, the difference or a multiple of amounts that were shown before it or were given to the turn, or the sum of a column
 * of a table, where the sentence says that it calculates.
 */
export function isComputed(claim: Figure, sentence: string, shown: readonly Figure[], counts: readonly number[], given: Amounts): boolean {
  if (!calculates.test(fold(sentence))) return false
  return claim.readings.some(result => {
    const { unit } = result
    if (unit !== null && !isCurrency(unit) && unit !== 'piece') return false
    const target = hundredths(result.value)
    const off = hundredths(result.within ?? 0)
    const isIt = (value: number) => Math.abs(value - target) <= off
    if (given.columns.some(column => isIt(sum(column.map(hundredths))))) return true
    if (unit === 'piece') return false
    const said = shown.flatMap(({ readings }) => readings).filter(amount => isCurrency(amount.unit) && fits(amount, result))
    const values = distinct(said).slice(-12)
    const known = distinct([...given.amounts.filter(amount => fits(amount, result)), ...given.columns.flat().map(toAmount)])
    return (
      comesFrom(values, counts, isIt) ||
      (values.length > 2 && values.length <= 8 && isIt(sum(values))) ||
      (known.length <= mostAmounts && comesFrom(distinct([...said, ...known.map(value => toAmount(value / 100))]), counts, isIt))
    )
  })
}

/** Whether it is a multiple of a value, or the sum or the difference of two. */
const comesFrom = (values: readonly number[], counts: readonly number[], isIt: (value: number) => boolean) =>
  values.some(a => counts.some(n => n > 1 && n <= 1000 && Number.isInteger(n) && isIt(a * n))) ||
  values.some((a, at) => values.some((b, other) => at !== other && (isIt(a + b) || isIt(a - b))))

const distinct = (amounts: readonly Pick<Quantity, 'value'>[]) => [...new Set(amounts.map(({ value }) => hundredths(value)))]

const toAmount = (value: number) => ({ value })

const fits = (amount: Quantity, result: Quantity) => result.unit === null || amount.unit === null || sameUnit(amount.unit, result.unit)

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

const hundredths = (value: number) => Math.round(value * 100)
