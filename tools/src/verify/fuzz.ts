import { runFuzz } from '@craveva/core/testing/fuzz/run-fuzz'
import { openTestApp } from './open-test-app.ts'
import type { Verification } from './verification.ts'

/** Requests in a round: 100,000 in the 20 that are usual. */
const perRound = 5000

/** Requests drawn from the OpenAPI document, right and wrong, each building on what was answered before. */
export const fuzz: Verification = {
  name: 'fuzz',
  summary: 'requests drawn from the OpenAPI document: answers of 5xx, and answers that are not as it says',
  async run({ rounds, seed, log }) {
    const app = await openTestApp({ trustedProxies: ['loopback'] })
    let offSchema: string | null = null
    const result = await runFuzz(app, { count: rounds * perRound, seed, log }).finally(async () => {
      await app.stop().catch(error => {
        offSchema = String(error)
      })
    })
    return {
      tried: result.tried,
      counts: {
        ...Object.fromEntries(Object.entries(result.byStatus).map(([status, count]) => [`answered ${status}`, count])),
        'operations that succeeded': result.succeeded.size,
      },
      faults: { 'failed on our side': result.failures.length, 'kinds of answers off schema': offSchema ? 1 : 0 },
      notes: [...result.failures.slice(0, 10), ...(offSchema ? [offSchema] : [])],
    }
  },
}
