import { type OutletHours, weekdays } from '@craveva/contract/outlets'

/** A Monday. */
const monday = Date.UTC(2024, 0, 1)
const day = 24 * 3_600_000

/** Opening hours in a language; days with the same ones in a row stand together: `Mon–Fri 09:00–17:00, Sat 10:00–14:00`. Null when there are none. */
export function hoursText(hours: OutletHours, tag: string): string | null {
  const nameOf = new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone: 'UTC' })
  const and = new Intl.ListFormat(tag)
  const runs: { from: string; to: string; text: string }[] = []
  for (const [index, weekday] of weekdays.entries()) {
    const name = nameOf.format(monday + index * day)
    const text = and.format((hours[weekday] ?? []).map(({ from, to }) => `${from}–${to}`))
    const last = runs.at(-1)
    if (last?.text === text) last.to = name
    else runs.push({ from: name, to: name, text })
  }
  const open = runs.filter(({ text }) => text !== '')
  if (open.length === 0) return null
  const days = open.map(({ from, to, text }) => `${from === to ? from : `${from}–${to}`} ${text}`)
  return days.join(', ')
}
