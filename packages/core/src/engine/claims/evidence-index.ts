import type { Claim, DateReading, Quantity } from './claim.ts'
import { readClaims } from './read-claims.ts'
import { readColumns } from './read-tables.ts'
import { fold, isCurrency, rateOf, sameUnit, type Unit, unitOf } from './units.ts'

/** Everything that was given to a turn, to look statements up in. */
export interface EvidenceIndex {
  has(claim: Claim): boolean
  /** Takes in what was read later. */
  add(text: string): void
  /** What sums and differences may be made of. */
  readonly amounts: Amounts
}

export interface Amounts {
  /** Of money. */
  readonly amounts: readonly Quantity[]
  /** Figures of tables, by column. */
  readonly columns: readonly (readonly number[])[]
  /** How many of something: small whole numbers. */
  readonly counts: readonly number[]
}

/** Digits after the point that a figure which is not money may be rounded to without being another one. */
const closeness = 0.05

export function createEvidenceIndex(texts: readonly string[]): EvidenceIndex {
  const quantities = new Map<number, Set<string | null>>()
  const values: Quantity[] = []
  const dates: DateReading[] = []
  const times = new Set<number>()
  const weekdays = new Set<number>()
  const closedDays = new Set<number>()
  const deliveryDays = new Set<number>()
  const codes = new Set<string>()
  const promises = new Set<string>()
  const amounts: Quantity[] = []
  const columns: (readonly number[])[] = []
  const counts: number[] = []
  let digits = ''

  const add = (given: string) => {
    const text = given.split('\n').map(withoutCommas).join('\n')
    const read = readEvidence(text)
    digits += ` ${read.digits}`
    for (const claim of read.claims) {
      if (claim.kind === 'quantity') {
        for (const reading of [...claim.readings, ...withLooseUnits(claim.readings, read.looseUnits)]) {
          const units = quantities.get(reading.value) ?? new Set()
          quantities.set(reading.value, units.add(reading.unit))
          if (reading.unit === 'clock') times.add(reading.value)
          values.push(reading)
          if (isCurrency(reading.unit)) amounts.push(reading)
          else if (Number.isInteger(reading.value) && reading.value <= 20) counts.push(reading.value)
        }
      } else if (claim.kind === 'date') dates.push(...claim.readings)
      else if (claim.kind === 'time') for (const minutes of claim.minutes) times.add(minutes)
      else if (claim.kind === 'weekday') {
        ;(claim.isClosed ? closedDays : weekdays).add(claim.day)
        if (claim.isDelivery) deliveryDays.add(claim.day)
      } else if (claim.kind === 'code') codes.add(claim.code)
      else promises.add(claim.promise)
    }
    for (const word of read.words) codes.add(word)
    columns.push(...read.columns)
    // "A week" is named where something is "per week".
    for (const { unit, factor } of read.rates) quantities.set(factor, (quantities.get(factor) ?? new Set()).add(rateOf(unit)))
  }
  for (const text of texts) add(text)

  const hasQuantity = ({ value, unit, decimals, within }: Quantity, isApproximate: boolean) => {
    if (unit === 'clock') return times.has(value)
    if (unit === null && Number.isInteger(value) && value <= 24 && times.has(value * 60)) return true
    if (fits(quantities.get(value), unit)) return true
    return values.some(known => {
      if (!compatible(known.unit, unit)) return false
      if (within !== undefined && Math.abs(known.value - value) <= within) return true
      if (isApproximate) return Math.abs(known.value - value) <= Math.abs(known.value) * closeness
      // Fewer digits of the same figure; of money only what cannot be paid anyway.
      const isMoney = unit !== null && /^[A-Z]{3}$/.test(unit)
      const mayRound = known.decimals > decimals && decimals > 0 && (!isMoney || decimals === 2)
      return mayRound && Number(known.value.toFixed(decimals)) === value
    })
  }
  // A weekday is also that of a date, which we do not work out: saying more than was given is no longer looked up.
  const hasDate = ({ day, month, year }: DateReading) =>
    dates.some(
      known =>
        known.month === month && (day === null || known.day === day) && (year === null || known.year === null || known.year === year),
    )

  return {
    add,
    amounts: { amounts, columns, counts },
    has(claim) {
      switch (claim.kind) {
        case 'quantity':
          return claim.readings.some(reading => hasQuantity(reading, claim.isApproximate))
        case 'date':
          return claim.readings.some(hasDate)
        case 'time':
          return claim.minutes.some(minutes => times.has(minutes) || (minutes % 60 === 0 && quantities.has(minutes / 60)))
        case 'weekday':
          if (claim.isClosed && closedDays.has(claim.day)) return true
          if (claim.isDelivery) return deliveryDays.has(claim.day) || (deliveryDays.size > 1 && isBetween(claim.day, deliveryDays))
          return weekdays.has(claim.day) || (weekdays.size > 1 && !closedDays.has(claim.day) && isBetween(claim.day, weekdays))
        case 'code':
          return codes.has(claim.code) || (/^\d{6,}$/.test(claim.code) && digits.includes(claim.code))
        default:
          return promises.has(claim.promise)
      }
    },
  }
}

/** The commas of a line of CSV part its fields, not its thousands. */
const withoutCommas = (line: string) => (isCsv(line) ? line.replace(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ' | ') : line)

const isCsv = (line: string) => /(?:,[^\s,]+){2}/.test(line) && (/[^\d\s,],(?=\S)|,[^\d\s,]/.test(line) || /^[\d,.;"]+$/.test(line))

interface ReadEvidence {
  readonly claims: readonly Claim[]
  readonly digits: string
  /** Words with digits in them. */
  readonly words: readonly string[]
  readonly columns: readonly (readonly number[])[]
  readonly looseUnits: readonly Unit[]
  readonly rates: readonly Unit[]
}

/** The same passages are given to many turns, and reading one costs more than all else here: what was read last is kept. */
const lately = new Map<string, ReadEvidence>()
const mostKept = 1000
const longestKept = 4000

function readEvidence(text: string): ReadEvidence {
  const known = lately.get(text)
  if (known) return known
  const read = {
    claims: readClaims(text, 'evidence'),
    digits: text.replace(/(?<=\d)[ ()/.-]+(?=\d)/g, ''),
    words: fold(text).match(/[\p{L}\d]*\d[\p{L}\d]*/gu) ?? [],
    columns: readColumns(text),
    looseUnits: readLooseUnits(text),
    rates: readRates(text),
  }
  if (text.length > longestKept) return read
  if (lately.size >= mostKept) lately.delete(lately.keys().next().value ?? '')
  lately.set(text, read)
  return read
}

const fits = (known: ReadonlySet<string | null> | undefined, unit: string | null) => {
  if (!known) return false
  for (const other of known) if (compatible(other, unit)) return true
  return false
}

const compatible = (known: string | null, unit: string | null) => unit === null || (known === null ? !isNamed(unit) : sameUnit(known, unit))

/** Spans of time and shares are hardly ever given without their unit; prices and stock are, in tables. */
const isNamed = (unit: string) => unit === 'minute' || unit === 'month' || unit === '%'

/** Units that a text names by themselves, as headings of tables and keys of objects do: "delivery_days", "returns (%)", "weight_kg". */
const readLooseUnits = (text: string) => {
  const found = new Map<string, Unit>()
  for (const [word] of fold(text).matchAll(/(?<![\d\p{L}]|\d[\s_-])(?:\p{L}{3,}|%|(?<=[_(])\p{L}{1,2})(?!\p{L})/gu)) {
    const unit = unitOf(word)
    if (unit && (isNamed(unit.unit) || unit.factor !== 1)) found.set(`${unit.unit} ${unit.factor}`, unit)
  }
  return [...found.values()]
}

/** What something is by: "per week", "al giorno", "/ day". */
const readRates = (text: string) =>
  [...fold(text).matchAll(/(?:\b(?:per|pro|par|je|al|por|na|each|every|pr)\.?\s|\/\s?)(\p{L}{1,12})/gu)].flatMap(
    ([, word = '']) => unitOf(word) ?? [],
  )

const withLooseUnits = (readings: readonly Quantity[], units: readonly Unit[]): Quantity[] =>
  units.flatMap(({ unit, factor }) =>
    readings.flatMap(reading => (reading.unit === null ? [{ ...reading, value: reading.value * factor, unit }] : [])),
  )

/** From the first to the last day that is named, as in opening hours. */
const isBetween = (day: number, days: ReadonlySet<number>) => day > Math.min(...days) && day < Math.max(...days)
