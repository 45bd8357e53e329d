import { monthOf } from './calendar.ts'
import type { Claim, DateReading } from './claim.ts'
import { unitOf } from './units.ts'

/** Dates, times of the day and codes of a folded text, and the text without them. */
export function readPoints(folded: string): { readonly claims: readonly Claim[]; readonly rest: string } {
  const claims: Claim[] = []
  let rest = folded
  const take = (pattern: RegExp, read: (match: RegExpExecArray) => Claim | null) => {
    rest = rest.replace(pattern, (...found) => {
      const match = found as unknown as RegExpExecArray
      const claim = read(match)
      if (!claim) return match[0]
      claims.push(claim)
      return ' '.repeat(match[0].length)
    })
  }

  take(/(?<!\p{L})(?:noon|midday|mezzogiorno|poludni\w*|полдень|полудня)(?!\p{L})/gu, ([all]) => ({
    kind: 'time',
    text: all,
    minutes: [720],
  }))
  take(
    /(?<!\p{L})(?:midnight|mitternacht|minuit|medianoche|mezzanotte|meia-noite|middernacht|polnoc\w*|pulnoc\w*|midnat|midnatt|gece yarisi|полночь|полуночи)(?!\p{L})/gu,
    ([all]) => ({ kind: 'time', text: all, minutes: [0, 1440] }),
  )
  if (!/\d/.test(rest)) return { claims, rest }
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
  take(/(?<![\d.,])(\d{1,2})\s?(am|pm|a\.m\.|p\.m\.|uhr|o clock|o'clock)(?!\p{L})/gu, ([all, h, half]) => time(all, num(h), 0, half))
  take(/(?<!\d)(\d{1,2})(?:点(\d{2})?分?|時(?!間)(\d{2})?分?)/g, ([all, h, m, n]) => time(all, num(h), num(m ?? n ?? '0'), undefined))
  take(/(?<![\w.,])\+?\d[\d ()/.-]{6,}\d(?!\w)/g, ([all]) => {
    const code = all.replace(/\D/g, '')
    return code.length < 8 || /^\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?$/.test(all) ? null : { kind: 'code', text: all, code }
  })
  take(/(?<![\p{L}\d])(?=[a-z\d]*\d)(?=[a-z\d]*[a-z])[a-z\d]{3,}(?![\p{L}\d])/gu, ([all]) => {
    const [, , word = ''] = /^(\d+)([a-z]+)$/.exec(all) ?? []
    const currency = /^(?:eur|usd|gbp|chf)\d+$/.test(all)
    if (currency || unitOf(word) || ['st', 'nd', 'rd', 'th', 'er', 'x', 'k', 'mn', 'mio'].includes(word)) return null
    return { kind: 'code', text: all, code: all }
  })
  return { claims, rest }
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
