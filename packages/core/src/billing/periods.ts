/**
 * When the period that `now` lies in ends: on the anchor's day and time of the month, or on the month's last day where it has no such day.
 */
export function endOfPeriod(anchor: Date, now: Date) {
  const months = (now.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + now.getUTCMonth() - anchor.getUTCMonth()
  const end = monthsAfter(anchor, months)
  return end > now ? end : monthsAfter(anchor, months + 1)
}

function monthsAfter(anchor: Date, months: number) {
  const date = new Date(anchor)
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(anchor.getUTCDate(), lastDay))
  return date
}
