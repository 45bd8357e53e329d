import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../testing/create-test-app.ts'
import { endpoints } from '../testing/endpoints.ts'
import { runFuzz } from '../testing/fuzz/run-fuzz.ts'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ trustedProxies: ['loopback'] })
})
// That every answer was as the document says is found out here.
afterAll(() => app.stop())

test('five thousand requests drawn from the document, right and wrong, never fail on our side', async () => {
  const { tried, byStatus, succeeded, failures } = await runFuzz(app, { count: 5000, seed: 20_260_101 })
  console.log(
    `fuzz: ${tried} tried, ${failures.length} failed; ${JSON.stringify(byStatus)}; ${succeeded.size} of ${endpoints.length} succeeded at least once`,
  )
  expect(failures.slice(0, 10)).toEqual([])
  expect(tried).toBe(5000)
  expect((byStatus[200] ?? 0) + (byStatus[201] ?? 0)).toBeGreaterThan(500)
  // What is refused for its number says nothing of what was asked.
  expect(byStatus[429] ?? 0).toBeLessThan(tried / 20)
}, 300_000)
