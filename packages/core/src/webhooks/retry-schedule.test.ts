import { expect, test } from 'vitest'
import { maxAttempts, pauseAfter, readRetryAfter } from './retry-schedule.ts'

const hours = (random: number) => {
  let seconds = 0
  for (let tries = 1; ; tries++) {
    const pause = pauseAfter(tries, { random: () => random })
    if (pause === null) return { attempts: tries, hours: seconds / 3600 }
    seconds += pause
  }
}

test('ten attempts within about three days, whatever chance does', () => {
  expect(maxAttempts).toBe(10)
  for (const random of [0, 0.5, 0.999]) {
    const { attempts, hours: total } = hours(random)
    expect(attempts).toBe(10)
    expect(total).toBeGreaterThan(60)
    expect(total).toBeLessThan(91)
  }
})

test('a receiver can ask for more patience, within a day', () => {
  expect(pauseAfter(1, { wish: 120, random: () => 0.5 })).toBe(120)
  expect(pauseAfter(1, { wish: 1e9, random: () => 0.5 })).toBe(24 * 3600)
  expect(pauseAfter(4, { wish: 1, random: () => 0.5 })).toBe(2 * 3600)
})

test('Retry-After is read as seconds or as a date', () => {
  const now = Date.parse('2025-01-15T10:00:00Z')
  expect(
    ['120', 'Wed, 15 Jan 2025 10:02:00 GMT', 'Wed, 15 Jan 2025 09:00:00 GMT', 'soon', '-5', undefined].map(value =>
      readRetryAfter(value, now),
    ),
  ).toEqual([120, 120, 0, 0, 0, 0])
})
