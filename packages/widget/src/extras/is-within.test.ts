import { expect, test } from 'vitest'
import { isWithin } from './is-within.ts'

const hours = {
  time_zone: 'Europe/Berlin',
  periods: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' },
    { days: [6], from: '20:00', to: '24:00' },
  ],
  closed_text: 'Closed',
}

test.each([
  ['2026-11-23T08:00:00Z', true, 'Monday, nine o’clock there'],
  ['2026-11-23T07:59:00Z', false, 'a minute before'],
  ['2026-11-23T16:29:00Z', true, 'the last minute'],
  ['2026-11-23T16:30:00Z', false, 'the end'],
  ['2026-07-20T07:00:00Z', true, 'nine o’clock in summer'],
  ['2026-11-28T22:59:00Z', true, 'a minute before midnight on Saturday'],
  ['2026-11-28T23:00:00Z', false, 'Sunday there, Saturday elsewhere'],
])('%s is %s: %s', (at, expected) => {
  expect(isWithin(hours, new Date(at))).toBe(expected)
})
