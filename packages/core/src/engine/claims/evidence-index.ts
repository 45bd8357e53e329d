import type { Claim, DateReading, Quantity } from './claim.ts'
import { readClaims } from './read-claims.ts'
import { fold, sameUnit } from './units.ts'

/** Everything that was given to a turn, to look statements up in. */
export interface EvidenceIndex {
  has(claim: Claim): boolean
  /** Takes in what was read later. */
  add(text: string): void
}

/** Digits after the point that a figure which is not money may be rounded to without being another one. */
const closeness = 0.05

export function createEvidenceIndex(texts: readonly string[]): EvidenceIndex {
  const quantities = new Map<number, Set<string | null>>()
  const values: Quantity[] = []
  const dates: DateReading[] = []
  const times = new Set<number>()
  const weekdays = new Set<number>()
  const codes = new Set<string>()
  const promises = new Set<string>()
  let digits = ''

  const add = (given: string) => {
    const text = given.split('\n').map(withoutCommas).join('\n')
    const read = readEvidence(text)
    digits += ` ${read.digits}`
    for (const claim of read.claims) {
      if (claim.kind === 'quantity') {
        for (const reading of claim.readings) {
          const units = quantities.get(reading.value) ?? new Set()
          quantities.set(reading.value, units.add(reading.unit))
          values.push(reading)
        }
      } else if (claim.kind === 'date') dates.push(...claim.readings)
      else if (claim.kind === 'time') for (const minutes of claim.minutes) times.add(minutes)
      else if (claim.kind === 'weekday') weekdays.add(claim.day)
      else if (claim.kind === 'code') codes.add(claim.code)
      else promises.add(claim.promise)
    }
    for (const word of read.words) codes.add(word)
  }
  for (const text of texts) add(text)

  const hasQuantity = ({ value, unit, decimals }: Quantity, isApproximate: boolean) => {
    if (fits(quantities.get(value), unit)) return true
    return values.some(known => {
      if (!compatible(known.unit, unit)) return false
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
    has(claim) {
      switch (claim.kind) {
        case 'quantity':
          return claim.readings.some(reading => hasQuantity(reading, claim.isApproximate))
        case 'date':
          return claim.readings.some(hasDate)
        case 'time':
          return claim.minutes.some(minutes => times.has(minutes) || (minutes % 60 === 0 && quantities.has(minutes / 60)))
        case 'weekday':
          return weekdays.has(claim.day) || (weekdays.size > 1 && isBetween(claim.day, weekdays))
        case 'code':
          return codes.has(claim.code) || (/^\d{6,}$/.test(claim.code) && digits.includes(claim.code))
        default:
          return promises.has(claim.promise)
      }
    },
  }
}

/** The commas of a line of CSV part its fields, not its thousands. */
const withoutCommas = (line: string) => (/(?:,[^\s,]+){2}/.test(line) ? line.replace(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ' | ') : line)

interface ReadEvidence {
  readonly claims: readonly Claim[]
  readonly digits: string
  /** Words with digits in them. */
  readonly words: readonly string[]
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

const compatible = (known: string | null, unit: string | null) => known === null || unit === null || sameUnit(known, unit)

/** From the first to the last day that is named, as in opening hours. */
const isBetween = (day: number, days: ReadonlySet<number>) => day > Math.min(...days) && day < Math.max(...days)
