import { expect, test } from 'vitest'
import { takeOverRaces } from './take-over.ts'

test('of those who take over at once one owns the conversation, and the agent never speaks after', async () => {
  const { tried, faults, notes } = await takeOverRaces.run({ rounds: 1, seed: 7, log: () => {} })
  expect(tried).toBe(10)
  expect(faults, notes.join('\n')).toEqual(Object.fromEntries(Object.keys(faults).map(name => [name, 0])))
}, 120_000)
