import { monthOf, shortWeekdayOf, weekdayOf } from './calendar.ts'
import type { Claim, DateReading, Quantity } from './claim.ts'
import { numberOfWord } from './number-words.ts'
import { leavesOpen, promisesBackedBy, promisesIn } from './promises.ts'
import { readNumber } from './read-number.ts'
import { fold, unitOf, unspacedUnit } from './units.ts'

/** Bare whole numbers up to this count things ("3 options") rather than state a fact. */
const mostCounted = 10

const approximate =
  /(?:\b(?:about|around|approx(?:imately)?\.?|roughly|nearly|almost|circa|ca\.?|etwa|rund|ungefahr|knapp|environ|pres de|unos|unas|aproximadamente|casi|quasi|cerca (?:de|di)|ongeveer|okolo|asi|noin|yaklasik|примерно|около)\s*|[~≈約约]\s*)$/
const prefixCurrency = /(?:^|[^\p{L}])((?:us|ca|a)?\$|[€£¥₺₽₹]|eur|usd|gbp|chf|pln|sek|nok|dkk|czk|kr\.?|rs\.?)\s?$/u
const range = /^\s?(?:-|–|—|~|〜|to|bis|and|und|a|au|al|ate|do|tot|or|oder|ou|o|et|y|e|до|から)\s?$/
const between = /^[-‐\s]?(?:(?:business|working|calendar|full|whole|ganze[nr]?|volle[nr]?|roboczych|uteis|рабочих)\s)?/

/**
 * Everything in a text that can be looked up. In an answer, counts and small talk are left out; in evidence nothing is, so that whatever backs a
 * statement is found.
 */
export function readClaims(text: string, mode: 'answer' | 'evidence'): Claim[] {
  if (mode === 'answer' && !mayClaim.test(text)) {
    const promises = readPromises(fold(text), mode)
    return [...promises, ...readWords(fold(text), mode)]
  }
  const claims: Claim[] = []
  let rest = fold(text.normalize('NFKC')).replace(/https?:\/\/\S+|www\.\S+|\S+@\S+\.\w+/g, blank)
  const folded = rest
  const take = (pattern: RegExp, read: (match: RegExpExecArray) => Claim | null) => {
    rest = rest.replace(pattern, (...found) => {
      const match = found as unknown as RegExpExecArray
      const claim = read(match)
      if (!claim) return match[0]
      claims.push(claim)
      return blank(match[0])
    })
  }

  take(/(?<![\d.])(\d{4})-(\d{1,2})-(\d{1,2})(?:t[\d:.]+z?)?(?!\d)/g, ([all, y, m, d]) =>
    date(all, [{ day: num(d), month: num(m), year: num(y) }]),
  )
  take(/(?<![\d.,/])(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])/g, ([all, a, separator, b, y]) => {
    const year = num(y) < 100 ? 2000 + num(y) : num(y)
    const european = { day: num(a), month: num(b), year }
    return date(all, separator === '/' ? [european, { day: num(b), month: num(a), year }] : [european])
  })
  take(/(?<![\d.,])(\d{1,2})\.(\d{1,2})\.(?!\d)/g, ([all, d, m]) => date(all, [{ day: num(d), month: num(m), year: null }]))
  take(/(?<!\d)(\d{1,2})月(\d{1,2})日/g, ([all, m, d]) => date(all, [{ day: num(d), month: num(m), year: null }]))
  take(
    /(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|\.|er|o|º|°)?\s(?:of\s|de\s)?(\p{L}{3,12})\.?(?:\s?(?:de\s|,\s?)?(\d{4}))?(?![\d\p{L}])/gu,
    ([all, d, word, y]) => {
      const month = monthOf(word ?? '')
      return month ? date(all, [{ day: num(d), month, year: y ? num(y) : null }]) : null
    },
  )
  take(/(?<!\p{L})(\p{L}{3,12})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?:,?\s(\d{4}))?(?![\d\p{L}%]|[.,:]\d|\s?%)/gu, ([all, word, d, y]) => {
    const month = monthOf(word ?? '')
    return month ? date(all, [{ day: num(d), month, year: y ? num(y) : null }]) : null
  })
  take(/(?<!\p{L})(\p{L}{3,12})\s(?:de\s)?(20\d{2})(?!\d)/gu, ([all, word, y]) => {
    const month = monthOf(word ?? '')
    return month ? date(all, [{ day: null, month, year: num(y) }]) : null
  })
  take(/(?<![\d.,])(\d{1,2}):(\d{2})(?::\d{2})?\s?(am|pm|a\.m\.|p\.m\.|uhr|h)?(?!\d)/g, ([all, h, m, half]) =>
    time(all, num(h), num(m), half),
  )
  take(/(?<![\d.,])(\d{1,2})[.h](\d{2})\s?(am|pm|a\.m\.|p\.m\.|uhr)?(?![\d%])/g, ([all, h, m, half]) =>
    half || all.includes('h') ? time(all, num(h), num(m), half) : null,
  )
  take(/(?<![\d.,])(\d{1,2})\s?(am|pm|a\.m\.|p\.m\.|uhr|heures|o clock|o'clock)(?!\p{L})/gu, ([all, h, half]) => time(all, num(h), 0, half))
  take(/(?<![\w.,])\+?\d[\d ()/.-]{6,}\d(?!\w)/g, ([all]) => {
    const code = all.replace(/\D/g, '')
    return code.length < 8 || /^\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?$/.test(all) ? null : { kind: 'code', text: all, code }
  })
  take(/(?<![\p{L}\d])(?=[a-z\d]*\d)(?=[a-z\d]*[a-z])[a-z\d]{3,}(?![\p{L}\d])/gu, ([all]) => {
    const [, , word = ''] = /^(\d+)([a-z]+)$/.exec(all) ?? []
    const currency = /^(?:eur|usd|gbp|chf)\d+$/.test(all)
    if (currency || unitOf(word) || ['st', 'nd', 'rd', 'th', 'er', 'x'].includes(word)) return null
    return { kind: 'code', text: all, code: all }
  })
  readQuantities(rest, folded, mode, claims)
  claims.push(...readPromises(folded, mode), ...readWords(rest, mode))
  return claims
}

const mayClaim = /\p{N}/u

function readQuantities(rest: string, folded: string, mode: 'answer' | 'evidence', claims: Claim[]) {
  const found: {
    at: number
    end: number
    text: string
    values: readonly { value: number; decimals: number }[]
    unit: ReturnType<typeof unitOf>
  }[] = []
  for (const match of rest.matchAll(/(?<![\d])\d{1,3}(?:[  .,'’]\d{3})+(?:[.,]\d{1,4})?(?!\d)|\d+(?:[.,]\d+)?/g)) {
    const at = match.index
    const end = at + match[0].length
    found.push({ at, end, text: match[0], values: readNumber(match[0]), unit: unitAround(rest, at, end) })
  }
  for (const [index, entry] of found.entries()) {
    const next = found[index + 1]
    if (!entry.unit && next && range.test(rest.slice(entry.end, next.at))) entry.unit = next.unit
  }
  const isAboutStock = promisesIn(folded).includes('in_stock')
  for (const { at, text, values, unit } of found) {
    const [first] = values
    if (!first) continue
    if (mode === 'answer' && !unit && isCounting(rest, at, text, first.value, isAboutStock)) continue
    const readings: Quantity[] = values.map(({ value, decimals }) => ({
      value: round(value * (unit?.factor ?? 1)),
      unit: unit?.unit ?? (mode === 'answer' && isAboutStock && value <= 1000 && decimals === 0 ? 'piece' : null),
      decimals: unit && unit.factor !== 1 ? 6 : decimals,
    }))
    claims.push({
      kind: 'quantity',
      text,
      readings,
      isApproximate: approximate.test(rest.slice(Math.max(0, at - 24), at).replace(/[€$£¥]\s?$/, '')),
    })
  }
  for (const match of rest.matchAll(/(\p{L}[\p{L}-]*)(?=\s(?:business\s|working\s)?(\p{L}+))/gu)) {
    const value = numberOfWord(match[1] ?? '')
    const unit =
      value === null ? null : unitOf(/^(?:\s)(?:business |working )?(\p{L}+)/u.exec(rest.slice(match.index + match[0].length))?.[1] ?? '')
    if (value !== null && unit)
      claims.push({
        kind: 'quantity',
        text: match[0],
        readings: [{ value: round(value * unit.factor), unit: unit.unit, decimals: 0 }],
        isApproximate: false,
      })
  }
}

/** What a number counts or measures: the currency before it, or the word behind it. */
function unitAround(text: string, at: number, end: number) {
  const before = prefixCurrency.exec(text.slice(Math.max(0, at - 8), at))?.[1]
  if (before) return unitOf(before.replace(/\.$/, '').replace(/^(?:us|ca|a)\$$/, '$'))
  const after = text.slice(end, end + 40).replace(/^[.,][-–—]{1,2}/, '')
  const trimmed = after.replace(between, '')
  const word = /^\s?(\p{L}+|%|[€$£¥₺₽₹]|°c?|×)/u.exec(trimmed)?.[1]
  if (!word) return null
  const unit = unitOf(word) ?? unitOf(unspacedUnit(word) ?? '')
  return unit?.unit === 'times' ? null : unit
}

/** Numbers of lists, ordinals and small counts state nothing about the company. */
function isCounting(text: string, at: number, number: string, value: number, isAboutStock: boolean) {
  const before = text.slice(0, at)
  const after = text.slice(at + number.length)
  if (/(?:^|\n)\s*(?:[-*>#]+\s*)?\**$/.test(before) && /^[.):]/.test(after)) return true
  if (/^(?:st|nd|rd|th)\b/.test(after) && value <= mostCounted) return true
  return Number.isInteger(value) && value <= mostCounted && !isAboutStock && !number.includes('.') && !number.includes(',')
}

function readPromises(folded: string, mode: 'answer' | 'evidence'): Claim[] {
  const words = folded.replace(/['’]/g, ' ')
  if (mode === 'answer' && leavesOpen(words)) return []
  return (mode === 'answer' ? promisesIn(words) : promisesBackedBy(words)).map(promise => ({ kind: 'promise', text: promise, promise }))
}

function readWords(folded: string, mode: 'answer' | 'evidence'): Claim[] {
  const claims: Claim[] = []
  for (const [word] of folded.matchAll(/\p{L}[\p{L}-]{3,}/gu)) {
    for (const part of weekdayOf(word) ? [word] : word.split('-')) {
      const weekday = weekdayOf(part)
      if (weekday) claims.push({ kind: 'weekday', text: part, day: weekday })
    }
  }
  if (mode === 'answer') return claims
  // Abbreviations are words of other meanings, too, but for where opening hours have them.
  for (const [word] of folded.matchAll(/(?<!\p{L})\p{L}{2,5}(?=\.?\s?[-–:]|\.\s?\d)|(?<=[-–]\s?)\p{L}{2,5}(?!\p{L})/gu)) {
    const weekday = shortWeekdayOf(word)
    if (weekday) claims.push({ kind: 'weekday', text: word, day: weekday })
  }
  return claims
}

const date = (text: string, readings: readonly DateReading[]): Claim | null => {
  const possible = readings.filter(({ day, month }) => month >= 1 && month <= 12 && (day === null || (day >= 1 && day <= 31)))
  return possible.length > 0 ? { kind: 'date', text, readings: possible } : null
}

function time(text: string, hour: number, minute: number, half: string | undefined): Claim | null {
  if (hour > 24 || minute > 59) return null
  const mark = half?.[0]
  if (mark === 'p') return { kind: 'time', text, minutes: [(hour % 12) * 60 + 720 + minute] }
  if (mark === 'a') return { kind: 'time', text, minutes: [(hour % 12) * 60 + minute] }
  return { kind: 'time', text, minutes: [hour * 60 + minute] }
}

const num = (text: string | undefined) => Number(text ?? Number.NaN)
const blank = (text: string) => ' '.repeat(text.length)
const round = (value: number) => Math.round(value * 1e6) / 1e6
