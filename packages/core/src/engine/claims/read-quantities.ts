import type { Claim, Quantity } from './claim.ts'
import { numberOfCharacters, numberOfWord } from './number-words.ts'
import { readNumber } from './read-number.ts'
import { isTime, rateOf, unitOf, unspacedUnit } from './units.ts'

/** Bare whole numbers up to this count things ("3 options") rather than state a fact. */
const mostCounted = 10

const number = /(?<![\d])\d{1,3}(?:[  .,'’]\d{3})+(?:[.,]\d{1,4})?(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?/g
const magnitude =
  /^(?:(k)(?!\p{L})|\s?(mn|mio|mln|million|millions|millionen|milioni|millones)(?!\p{L})|\s(thousand|tausend|mila|mil|tys|тыс)(?!\p{L})|\s?(lakh|lac)(?!\p{L})|(万|萬))\.?/u
const magnitudes = [1e3, 1e6, 1e3, 1e5, 1e4]

const approximate =
  /(?:\b(?:about|around|approx(?:imately)?\.?|roughly|nearly|almost|circa|ca\.?|etwa|rund|ungefahr|knapp|environ|pres de|unos|unas|aproximadamente|casi|quasi|cerca (?:de|di)|ongeveer|okolo|asi|noin|yaklasik|примерно|около)\s*|[~≈約约]\s*)$/
const prefixCurrency =
  /(?:^|[^\p{L}])([\p{L}]{0,3}\p{Sc}|(?<!\d\s?)(?:eur|usd|gbp|chf|pln|sek|nok|dkk|czk|brl|inr|kr\.?|rs\.?))\s?$|(?:^|[^\p{L}])(fr)\.\s?$/u
const range =
  /^\s?(?:-|–|—|~|〜|to|bis|and|und|a|au|al|ate|do|tot|or|oder|ou|o|et|y|e|до|から|til|till|ila|as|to|eller|nebo|lub|veya|или|到|至)\s?$/
const between =
  /^[-‐\s]?(?:(?:business|working|calendar|full|whole|fortnightly|monthly|weekly|equal|ganze[nr]?|volle[nr]?|roboczych|robocze|uteis|pracovnich|pracovni|is|рабочих)\s)?/

/** In these languages hours of the clock and hours that something takes are told by one word. */
const hourWord = /^\s?(?:h|heures?|horas|ore|uur|часов|часа)(?!\p{L})/u

interface Found {
  readonly at: number
  readonly end: number
  readonly text: string
  readonly values: readonly { readonly value: number; readonly decimals: number; readonly within?: number }[]
  unit: ReturnType<typeof unitOf>
  /** Whether it is one end of a span of hours, which may be those of the clock. */
  isHour: boolean
}

/** Figures with what they measure. `rest` is folded text without dates, times and codes; `isAboutStock` makes bare counts count pieces. */
export function readQuantities(rest: string, mode: 'answer' | 'evidence', isAboutStock: boolean): Claim[] {
  const claims: Claim[] = []
  for (const { at, text, values, unit, isHour } of findNumbers(rest)) {
    const [first] = values
    if (!first) continue
    if (mode === 'answer' && !unit && isCounting(rest, at, text, first.value, isAboutStock)) continue
    const readings: Quantity[] = values.map(({ value, decimals, within }) => ({
      value: round(value * (unit?.factor ?? 1)),
      unit: unit?.unit ?? (mode === 'answer' && isAboutStock && value <= 1000 && decimals === 0 ? 'piece' : null),
      decimals: unit && unit.factor !== 1 ? 6 : decimals,
      ...(within === undefined ? {} : { within: within * (unit?.factor ?? 1) }),
    }))
    const minutes = isHour ? first.value * 60 : unit ? null : clockTime(text)
    if (minutes !== null) readings.push({ value: minutes, unit: 'clock', decimals: 0 })
    const before = rest.slice(Math.max(0, at - 24), at).replace(/\p{Sc}\s?$/u, '')
    claims.push({ kind: 'quantity', text, readings, isApproximate: approximate.test(before) })
  }
  return [...claims, ...readNumberWords(rest, mode === 'answer' && isAboutStock)]
}

function findNumbers(rest: string): Found[] {
  const found: Found[] = []
  for (const match of rest.matchAll(number)) {
    const at = match.index
    const end = at + match[0].length
    const raised = magnitude.exec(rest.slice(end, end + 12))
    const factor = raised ? (magnitudes[raised.slice(1).findIndex(Boolean)] ?? 1) : 1
    const read = readNumber(match[0])
    const values =
      factor === 1
        ? read
        : read.map(({ value, decimals }) => ({ value: value * factor, decimals: 0, within: (factor / 10 ** decimals) * 0.5 }))
    const past = end + (raised?.[0].length ?? 0)
    const unit = unitAround(rest, at, past)
    found.push({
      at,
      end: past,
      text: match[0],
      values,
      unit,
      isHour: hourWord.test(rest.slice(past, past + 10)) && Number(match[0]) <= 24,
    })
  }
  // From the last to the first: in "3, 6 or 12 months" the unit comes at the end.
  for (let index = found.length - 2; index >= 0; index--) {
    const [entry, next] = [found[index], found[index + 1]]
    if (!entry || !next) continue
    const link = rest.slice(entry.end, next.at)
    const isRange = range.test(link)
    if (!entry.unit && (isRange || (link === ', ' && isSmall(entry) && isSmall(next)))) entry.unit = next.unit
    if (isRange && isHourOfDay(entry) && isHourOfDay(next)) {
      entry.isHour = true
      next.isHour = true
    }
  }
  return found
}

const isSmall = ({ values: [first] }: Found) => first !== undefined && Number.isInteger(first.value) && first.value <= 100

const isHourOfDay = ({ unit, values: [first] }: Found) =>
  unit?.unit === 'minute' && unit.factor === 60 && first !== undefined && Number.isInteger(first.value) && first.value <= 24

/** Numbers in words and characters count where a unit follows; those up to two also are articles and the like. */
function readNumberWords(rest: string, countsPieces: boolean): Claim[] {
  const claims: Claim[] = []
  const add = (text: string, value: number, unit: NonNullable<ReturnType<typeof unitOf>>) => {
    if (unit.unit === 'star' || unit.unit === 'times' || (value === 1 && !isTime(unit))) return
    claims.push({
      kind: 'quantity',
      text,
      readings: (value === 1 ? [unit.unit, rateOf(unit.unit)] : [unit.unit]).map(name => ({
        value: round(value * unit.factor),
        unit: name,
        decimals: 0,
      })),
      isApproximate: false,
    })
  }
  for (const match of rest.matchAll(/(?<![\p{L}\d])\p{L}[\p{L}-]*/gu)) {
    const [first = ''] = match[0].split('-')
    const word = numberOfWord(match[0]) === null ? first : match[0]
    const value = numberOfWord(word)
    if (value === null) continue
    const after = rest.slice(match.index + word.length, match.index + word.length + 60)
    const unit = unitBehind(after) ?? unitAtEndOfRange(after) ?? (countsPieces && value > 1 && word.length > 2 ? piece : null)
    if (unit) add(word, value, unit)
  }
  for (const match of rest.matchAll(/(?<!第)[一二三四五六七八九十两]{1,3}/g)) {
    const value = numberOfCharacters(match[0])
    const after = rest.slice(match.index + match[0].length)
    const far = /^(?:到|至|-|–|~)[一二三四五六七八九十两]{1,3}/.exec(after)?.[0].length ?? 0
    const word = unspacedUnit(after.slice(far))
    const unit = word ? unitOf(word) : null
    if (value !== null && unit && (value > 1 || word !== '点')) add(match[0], value, unit)
  }
  return claims
}

const piece = { unit: 'piece', factor: 1 }

const unitBehind = (after: string) => unitOf(/^[\s-](\p{L}+)/u.exec(after.replace(between, ' '))?.[1] ?? '')

/** Of "two" in "two to three weeks". */
function unitAtEndOfRange(after: string) {
  const [all = '', link = '', second = ''] = /^(\s?(?:-|–|\p{L}{1,4})\s?)(\p{L}[\p{L}]*)/u.exec(after) ?? []
  return range.test(link) && numberOfWord(second) !== null ? unitBehind(after.slice(all.length)) : null
}

/** What a number counts or measures: the currency or the percent sign before it, or the word behind it. */
function unitAround(text: string, at: number, end: number) {
  const lead = text.slice(Math.max(0, at - 8), at)
  const [, currency, franc] = prefixCurrency.exec(lead) ?? []
  if (currency) return unitOf(currency.replace(/\.$/, '').replace(/^(?:us|ca|a|c|hk|nz|s)\$$/, '$'))
  // "Fr." is a day of the week as well.
  if (franc && /^(?:\d{3,}|\d+['’.,](?:\d|[-–]))/.test(text.slice(at, end + 2))) return unitOf('chf')
  if (/(?:^|[\s(])%$/.test(lead)) return unitOf('%')
  const trimmed = text
    .slice(end, end + 40)
    .replace(/^[.,:][-–—]{1,2}/, '')
    .replace(between, '')
  const word = /^\s?(\p{L}+|%|\p{Sc}|°c?|×)/u.exec(trimmed)?.[1]
  if (!word) return null
  const unit = unitOf(word) ?? unitOf(unspacedUnit(word) ?? '')
  return unit?.unit === 'times' ? null : unit
}

/** Minutes since midnight of "7.30", which may be a time; null of what cannot be one. */
function clockTime(text: string) {
  const [, hours, minutes] = /^(\d{1,2})\.(\d{2})$/.exec(text) ?? []
  return hours && minutes && Number(hours) <= 24 && Number(minutes) < 60 ? Number(hours) * 60 + Number(minutes) : null
}

/** Numbers of lists, ordinals and small counts state nothing about the company. */
function isCounting(text: string, at: number, number: string, value: number, isAboutStock: boolean) {
  const before = text.slice(0, at)
  const after = text.slice(at + number.length)
  if (/(?:^|\n)\s*(?:[-*>#]+\s*)?\**$/.test(before) && /^\d{1,3}$/.test(number) && /^[.):]/.test(after)) return true
  if (/^(?:st|nd|rd|th)\b/.test(after) && value <= mostCounted) return true
  return Number.isInteger(value) && value <= mostCounted && !isAboutStock && !number.includes('.') && !number.includes(',')
}

const round = (value: number) => Math.round(value * 1e6) / 1e6
