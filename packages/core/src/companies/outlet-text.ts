import { type OutletHours, weekdays } from '@craveva/contract/outlets'
import type { OutletRow } from './outlets.service.ts'

/** What an agent gets to know of the outlet it speaks for, in words, with the time it is there. */
export function outletText({ name, address, phone, time_zone, hours }: OutletRow, now: number) {
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: time_zone,
    weekday: 'long',
    dateStyle: undefined,
    hour: '2-digit',
    minute: '2-digit',
  })
  const lines = [
    `Name: ${name}`,
    ...(address ? [`Address: ${address}`] : []),
    ...(phone ? [`Phone: ${phone}`] : []),
    ...hoursText(hours),
    `It is now ${time.format(now)} there (${time_zone}).`,
  ]
  return lines.join('\n')
}

function hoursText(hours: OutletHours) {
  const known = weekdays.flatMap(day => {
    const openings = hours[day]
    if (!openings) return []
    const text = openings.length === 0 ? 'closed' : openings.map(({ from, to }) => `${from}–${to}`).join(', ')
    return [`${day.charAt(0).toUpperCase()}${day.slice(1)} ${text}`]
  })
  return known.length > 0 ? [`Opening hours: ${known.join('; ')}`] : []
}
