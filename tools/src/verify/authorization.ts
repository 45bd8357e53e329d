import { databaseContents } from '@craveva/core/testing/database-contents'
import { prepareWorld } from '@craveva/core/testing/matrix/prepare-world'
import { tryReferences } from '@craveva/core/testing/matrix/references'
import { runMatrix } from '@craveva/core/testing/matrix/run-matrix'
import { openTestApp } from './open-test-app.ts'
import type { Verification } from './verification.ts'

/** The whole matrix takes long enough to be tried a few times only. */
const mostRounds = 4

/** Calls every endpoint as everybody with every kind of id, each round from new companies and with other ids. */
export const authorization: Verification = {
  name: 'access',
  summary: 'every endpoint by every kind of caller with own, foreign, deleted and random ids',
  async run({ rounds, seed, log }) {
    let tried = 0
    let changed = 0
    const failures: string[] = []
    for (let round = 0; round < Math.min(rounds, mostRounds); round++) {
      let ahead = 0
      const app = await openTestApp({ now: () => Date.now() + ahead, trustedProxies: ['loopback'] })
      try {
        const world = await prepareWorld(app, seconds => {
          ahead += seconds * 1000
        })
        const before = JSON.stringify(await databaseContents(app.databaseUrl))
        const matrix = await runMatrix(app, world, seed + round)
        if (JSON.stringify(await databaseContents(app.databaseUrl)) !== before) changed++
        const references = await tryReferences(app, world)
        tried += matrix.tried + references.tried
        failures.push(...matrix.failures, ...references.failures)
        log(`round ${round + 1}, ${tried} tried, ${failures.length} failed`)
      } finally {
        await app.stop()
      }
    }
    return {
      tried,
      counts: {},
      faults: { failed: failures.length, 'rounds that changed something': changed },
      notes: failures.slice(0, 20),
    }
  },
}
