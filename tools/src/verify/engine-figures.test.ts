import { expect, test } from 'vitest'
import { claims } from './claims.ts'
import { obedientModel } from './obedient-model.ts'
import { providerFaults } from './provider-faults.ts'

const noFaults = (faults: Readonly<Record<string, number>>) => Object.values(faults).every(count => count === 0)
const options = { seed: 1, log: () => {} }

test.each([
  [claims, 3],
  [obedientModel, 2],
  [providerFaults, 1],
] as const)('%s', async (verification, rounds) => {
  const { tried, faults, notes } = await verification.run({ ...options, rounds })
  expect(tried).toBeGreaterThan(0)
  expect(noFaults(faults) ? [] : notes).toEqual([])
  expect(faults).toEqual(Object.fromEntries(Object.keys(faults).map(name => [name, 0])))
})
