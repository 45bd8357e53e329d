import fc from 'fast-check'
import { expect, test } from 'vitest'
import { endOfPeriod } from './periods.ts'

const end = (anchor: string, now: string) => endOfPeriod(new Date(anchor), new Date(now)).toISOString()

test('a period ends on the day of the month it began on, or on the last day of a shorter month', () => {
  expect(end('2025-01-15T10:00:00Z', '2025-01-15T10:00:00Z')).toBe('2025-02-15T10:00:00.000Z')
  expect(end('2025-01-31T10:00:00Z', '2025-01-31T10:00:00Z')).toBe('2025-02-28T10:00:00.000Z')
  expect(end('2025-01-31T10:00:00Z', '2025-02-28T10:00:00Z')).toBe('2025-03-31T10:00:00.000Z')
  expect(end('2024-01-31T10:00:00Z', '2024-02-01T00:00:00Z')).toBe('2024-02-29T10:00:00.000Z')
  expect(end('2025-12-31T23:59:59Z', '2025-12-31T23:59:59Z')).toBe('2026-01-31T23:59:59.000Z')
})

test('the next period always ends later, within a month', () => {
  const times = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(times, times, (one, other) => {
      const [anchor, now] = one <= other ? [one, other] : [other, one]
      const days = (endOfPeriod(anchor, now).getTime() - now.getTime()) / 86_400_000
      expect(days).toBeGreaterThan(0)
      expect(days).toBeLessThanOrEqual(31)
    }),
  )
})
