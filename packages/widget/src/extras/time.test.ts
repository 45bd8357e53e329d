import { expect, test } from 'vitest'
import { dayBetween } from './time.ts'

const hour = 3_600_000
const day = 24 * hour
const now = new Date(2026, 2, 20, 12).getTime()

test.each([
  [undefined, 0, undefined],
  [undefined, -day, 'yesterday'],
  [-day, 0, 'today'],
  [-hour, 0, undefined],
  [undefined, -3 * day, 'Tuesday, March 17'],
  // The visitor's clock is behind.
  [undefined, day, 'Saturday, March 21'],
  [undefined, 10 * day, 'Monday, March 30'],
])('between %s and %s stands %s', (before, at, expected) => {
  expect(dayBetween(before === undefined ? undefined : now + before, now + at, 'en', now)).toBe(expected)
})
