import { type OutletHours, weekdays } from '@craveva/contract/outlets'
import type { Db } from '../db/database.ts'
import type { OutletRow } from './outlets.service.ts'
import { listOutlets } from './outlets.store.ts'

export interface BusinessHours {
  /** Whether somebody can be expected to be there. */
  readonly open: boolean
  /** Where one outlet alone has some. */
  readonly hours: OutletHours | null
}

/** Outlets that are looked at; a company that has more of them is rarely closed. */
const mostOutlets = 100

/** Whether one of the company's outlets is open now. Where no hours are known, somebody is expected to be there. */
export async function businessHours(db: Db, companyId: string, now: number): Promise<BusinessHours> {
  const { rows } = await listOutlets(db, companyId, { limit: mostOutlets, offset: 0 })
  const known = rows.filter(({ hours }) => Object.keys(hours).length > 0)
  const [only, ...others] = known
  const open = !only || known.some(outlet => isOpen(outlet, now))
  return { open, hours: only && others.length === 0 ? only.hours : null }
}

/** Whether an outlet is open at this moment, by its own clock. */
export function isOpen({ hours, time_zone }: Pick<OutletRow, 'hours' | 'time_zone'>, now: number) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: time_zone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const parts = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]))
  const day = weekdays.find(name => name === parts.weekday?.toLowerCase())
  const time = `${parts.hour}:${parts.minute}`
  return ((day && hours[day]) ?? []).some(({ from, to }) => from <= time && time < to)
}
