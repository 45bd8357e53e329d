import { expect, it } from 'vitest'
import { apiVersion, apiVersionEnds } from './library.ts'
import { watchVersion } from './version-watch.ts'

const before = (days: number) => () => apiVersionEnds.getTime() - days * 24 * 3600_000

it.each([
  [91, null, undefined],
  [90, null, /in 90 days/],
  [1, apiVersion, /in 1 day:/],
  [-1, apiVersion, /which is past/],
  [200, '2027-01', /answers with 2027-01/],
])('tells what is to be done %i days before the end, answered in %s', (days, answered, expected) => {
  const watch = watchVersion(before(days))
  watch.answered(answered)
  const told = watch.facts()['api version']
  if (expected) expect(told).toMatch(expected)
  else expect(told).toBeUndefined()
})

it('believes the last answer that says it', () => {
  const watch = watchVersion(before(200))
  watch.answered('2027-01')
  watch.answered(apiVersion)
  watch.answered(null)
  expect(watch.facts()).toEqual({})
})
