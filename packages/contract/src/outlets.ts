import { z } from 'zod'
import { id, time } from './common.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'Give a time as HH:MM, from 00:00 to 24:00')
  .meta({ examples: ['09:30'] })

const opening = z.strictObject({ from: clock, to: clock }).refine(({ from, to }) => from < to, 'An opening ends after it begins')

const day = z
  .array(opening)
  .max(6)
  .refine(inOrder, 'Openings of a day are in order and do not overlap')
  .meta({ description: 'Openings of the day, in order; empty when closed. One past midnight is given as two.' })

export const outletHours = z.strictObject({
  monday: day.optional(),
  tuesday: day.optional(),
  wednesday: day.optional(),
  thursday: day.optional(),
  friday: day.optional(),
  saturday: day.optional(),
  sunday: day.optional(),
})
/** Openings by weekday, in the outlet's time zone. A day that is left out is not known. */
export type OutletHours = z.infer<typeof outletHours>

const scalar = z.union([z.string().max(500), z.number(), z.boolean()])

export const rowFilter = z
  .record(z.string().min(1).max(120), z.union([scalar, z.array(scalar).min(1).max(100)]))
  .refine(filter => Object.keys(filter).length <= 20, 'A row filter names at most 20 columns')
  .meta({
    description: 'Columns and the value, or one of the values, that rows of this outlet have there',
    examples: [{ store_id: 12 }],
  })
/** Which rows of the data sources belong to an outlet. */
export type RowFilter = z.infer<typeof rowFilter>

const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'Give a time zone of the IANA database, such as Europe/Berlin')
  .meta({ examples: ['Europe/Berlin'] })

const name = z.string().trim().min(1).max(200)
const address = z.string().trim().max(500)
const phone = z.string().trim().max(50)

export const createOutletBody = z.strictObject({
  name,
  address: address.default(''),
  phone: phone.default(''),
  time_zone: timeZone.default('UTC'),
  hours: outletHours.default({}),
  row_filter: rowFilter.default({}),
})
export type CreateOutletInput = z.infer<typeof createOutletBody>

export const updateOutletBody = z.strictObject({
  name: name.optional(),
  address: address.nullable().optional(),
  phone: phone.nullable().optional(),
  time_zone: timeZone.nullable().optional(),
  hours: outletHours.nullable().optional(),
  row_filter: rowFilter.nullable().optional(),
})
export type UpdateOutletInput = z.infer<typeof updateOutletBody>

export const outlet = z.object({
  outlet_id: id('outlet'),
  name: z.string(),
  address: z.string(),
  phone: z.string(),
  time_zone: z.string(),
  hours: outletHours,
  row_filter: rowFilter,
  created_at: time,
  updated_at: time,
})
export type Outlet = z.infer<typeof outlet>

function inOrder(openings: readonly { from: string; to: string }[]) {
  return openings.every(({ from }, index) => index === 0 || from >= (openings[index - 1]?.to ?? ''))
}

function isTimeZone(text: string) {
  try {
    return text !== '' && new Intl.DateTimeFormat('en', { timeZone: text }) !== null
  } catch {
    return false
  }
}
