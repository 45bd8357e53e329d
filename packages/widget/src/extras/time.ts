/** The time of day, as the language writes it. */
export const timeOfDay = (at: number, language: string): string => new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at)

/** What stands between messages of different days; above the first one only when it is not from today. */
export function dayBetween(before: number | undefined, at: number, language: string, now = Date.now()): string | undefined {
  const days = dayOf(now) - dayOf(at)
  if (before === undefined ? !days : dayOf(before) === dayOf(at)) return undefined
  // A clock that goes wrong can say that it was tomorrow.
  return days === 0 || days === 1
    ? new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day')
    : new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(at)
}

/** The number of the visitor's calendar day, counted so that days of 23 and 25 hours are days too. */
function dayOf(at: number) {
  const date = new Date(at)
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000
}
