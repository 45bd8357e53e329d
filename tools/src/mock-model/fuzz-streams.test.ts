import { expect, test } from 'vitest'
import { fuzzStreams } from './fuzz-streams.ts'

test('300 random streams, half of them broken', async () => {
  const { tried, triedByDamage, failures } = await fuzzStreams({ count: 300, seed: 1 })
  expect(failures).toEqual([])
  expect(tried).toBe(300)
  expect(Object.values(triedByDamage).every(count => count > 0)).toBe(true)
}, 60_000)
