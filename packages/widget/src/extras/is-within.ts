import type { WidgetConfig } from '@craveva/sdk/chat'

type Hours = NonNullable<WidgetConfig['ui_settings']['hours']>

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Whether people can be reached at a time, by the clock of the place where they are. */
export function isWithin({ time_zone, periods }: Hours, at: Date): boolean {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: time_zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const [weekday = '', time = ''] = clock.format(at).match(/[A-Z]\w+|\d\d:\d\d/g) ?? []
  const day = days.indexOf(weekday) + 1
  return periods.some(({ days, from, to }) => days.includes(day) && from <= time && time < to)
}
